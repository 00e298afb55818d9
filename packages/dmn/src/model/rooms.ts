import { createNameSet } from '../feel/names.ts';
import { createTypeTable, type TypeTable } from './compile-types.ts';
import { componentNamesOf } from './component-names.ts';
import { createTextCompiler } from './create-text-compiler.ts';
import type { Model, TypeDefinition } from './model.ts';
import type { ModelProblem, TextCompiler } from './text-compiler.ts';

/** One model with what its texts are compiled with. */
export type Room = { readonly model: Model; readonly compiler: TextCompiler };

/** Sets models up beside each other, by namespace, so that each finds its own and imported types. */
export function createRooms(
  models: readonly Model[],
  report: (problem: ModelProblem) => void,
): Map<string, Room> {
  const components = createNameSet(componentNamesOf(models));
  const tables = new Map<string, TypeTable>();
  const rooms = new Map<string, Room>();
  const makeRoom = (model: Model): void => {
    if (rooms.has(model.namespace)) return;
    const imports = new Map<string, TypeTable>();
    for (const { name, namespace } of model.imports) {
      const target = models.find((other) => other.namespace === namespace);
      if (target === undefined) {
        const detail = `model ${namespace} is not given`;
        report({ code: 'unknown_import', where: model.name, detail, at: null });
      }
      // Found when asked for: two models may import each other's types.
      imports.set(name, { resolve: (type) => tables.get(namespace)?.resolve(type) ?? null });
    }
    const types = createTypeTable({
      definitions: model.types,
      imports,
      constraint: (text, where) => {
        const { test } = compiler.cell(text, null, where);
        return (value) => test(value, { slots: [], up: null }) === true;
      },
    });
    const typeNames = createNameSet(typeNamesOf(model, models));
    const compiler = createTextCompiler({ types, typeNames, components, report });
    tables.set(model.namespace, types);
    rooms.set(model.namespace, { model, compiler });
  };
  for (const model of models) makeRoom(model);
  for (const { model, compiler } of rooms.values()) checkTypes(model, compiler);
  return rooms;
}

function typeNamesOf(model: Model, models: readonly Model[]): readonly string[] {
  const names = model.types.map(({ name }) => name);
  for (const { name, namespace } of model.imports) {
    const target = models.find((other) => other.namespace === namespace);
    for (const type of target?.types ?? [])
      names.push(name === '' ? type.name : `${name}.${type.name}`);
  }
  return names;
}

/** Types are made when they are first needed; their mistakes are to be known before. */
function checkTypes(model: Model, compiler: TextCompiler): void {
  const check = (definition: TypeDefinition, where: string): void => {
    compiler.type(definition.typeRef, where);
    if (definition.allowedValues !== null) compiler.cell(definition.allowedValues, null, where);
    if (definition.constraint !== null) compiler.cell(definition.constraint, null, where);
    for (const part of definition.components) check(part, `${where}.${part.name}`);
  };
  for (const definition of model.types) {
    check(definition, definition.name);
    if (isCircular(definition, model)) {
      const { name } = definition;
      compiler.report({ code: 'circular_type', where: name, detail: name, at: null });
    }
  }
}

/** Whether a type is another name of itself. Components may hold their own type: those end in null. */
function isCircular(definition: TypeDefinition, model: Model): boolean {
  let at: TypeDefinition | undefined = definition;
  for (let steps = 0; steps <= model.types.length; steps += 1) {
    const next: string | null = at?.typeRef ?? null;
    if (next === null) return false;
    at = model.types.find(({ name }) => name === next);
    if (at === undefined) return false;
  }
  return true;
}
