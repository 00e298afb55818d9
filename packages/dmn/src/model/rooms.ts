import { createNameSet } from '../feel/names.ts';
import { createTypeTable, type TypeTable } from './compile-types.ts';
import { componentNamesOf } from './component-names.ts';
import { createTextCompiler } from './create-text-compiler.ts';
import type { Model } from './model.ts';
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
        const test = compiler.cell(text, null, where);
        return (value) => test(value, { slots: [], up: null });
      },
    });
    const typeNames = createNameSet(typeNamesOf(model, models));
    const compiler = createTextCompiler({ types, typeNames, components, report });
    tables.set(model.namespace, types);
    rooms.set(model.namespace, { model, compiler });
  };
  for (const model of models) makeRoom(model);
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
