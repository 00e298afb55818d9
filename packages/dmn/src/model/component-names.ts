import { contextKeysOf } from '../feel/names.ts';
import { propertyNames } from '../feel/property.ts';
import type { Boxed, Model, TypeDefinition } from './model.ts';

/** Every name that a context of these models may have: what may stand behind a dot. */
export function componentNamesOf(models: readonly Model[]): ReadonlySet<string> {
  const names = new Set<string>(propertyNames);
  for (const model of models) {
    for (const definition of model.types) addComponents(names, definition);
    for (const node of [
      ...model.inputs,
      ...model.decisions,
      ...model.functions,
      ...model.services,
    ]) {
      names.add(node.name);
    }
    for (const { expression } of model.decisions) addBoxed(names, expression);
    for (const { logic } of model.functions) addBoxed(names, logic);
  }
  return names;
}

function addComponents(names: Set<string>, definition: TypeDefinition): void {
  for (const component of definition.components) {
    names.add(component.name);
    addComponents(names, component);
  }
}

function addText(names: Set<string>, text: string): void {
  if (!text.includes(':')) return;
  for (const key of contextKeysOf(text)) names.add(key);
}

function addBoxed(names: Set<string>, boxed: Boxed | null): void {
  if (boxed === null) return;
  switch (boxed.type) {
    case 'literal':
      addText(names, boxed.text);
      return;
    case 'table':
      for (const { name } of boxed.outputs) if (name !== null) names.add(name);
      for (const { outputs } of boxed.rules) for (const text of outputs) addText(names, text);
      return;
    case 'context':
      for (const { name, value } of boxed.entries) {
        if (name !== null) names.add(name);
        addBoxed(names, value);
      }
      return;
    case 'list':
      for (const item of boxed.items) addBoxed(names, item);
      return;
    case 'relation':
      for (const { name } of boxed.columns) names.add(name);
      for (const row of boxed.rows) for (const cell of row) addBoxed(names, cell);
      return;
    case 'function':
      addBoxed(names, boxed.body);
      return;
    case 'invocation':
      addBoxed(names, boxed.callee);
      for (const { value } of boxed.bindings) addBoxed(names, value);
      return;
    case 'conditional':
      for (const part of [boxed.condition, boxed.yes, boxed.no]) addBoxed(names, part);
      return;
    case 'filter':
      for (const part of [boxed.source, boxed.match]) addBoxed(names, part);
      return;
    default:
      for (const part of [boxed.source, boxed.body]) addBoxed(names, part);
  }
}
