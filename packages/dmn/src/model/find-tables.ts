import type { Boxed, Model, TableBoxed } from './model.ts';

/** A decision table of a model, and where it stands. */
export type FoundTable = {
  readonly table: TableBoxed;
  readonly where: string;
  /** The decision that the table is the whole of; `null` for one deeper inside. */
  readonly decision: string | null;
};

/** Every decision table of a model, also inside contexts and functions. */
export function tablesOf(model: Model): readonly FoundTable[] {
  const found: FoundTable[] = [];
  for (const { name, expression } of model.decisions) {
    if (expression?.type === 'table')
      found.push({ table: expression, where: name, decision: name });
    else collect(found, expression, name);
  }
  for (const { name, logic } of model.functions) collect(found, logic, name);
  return found;
}

function collect(found: FoundTable[], boxed: Boxed | null, where: string): void {
  if (boxed === null) return;
  const inside = (part: Boxed | null, name: string): void =>
    collect(found, part, `${where}, ${name}`);
  switch (boxed.type) {
    case 'literal':
      return;
    case 'table':
      found.push({ table: boxed, where, decision: null });
      return;
    case 'context':
      for (const { name, value } of boxed.entries) inside(value, name ?? 'result');
      return;
    case 'list':
      boxed.items.forEach((item, index) => {
        inside(item, `item ${index + 1}`);
      });
      return;
    case 'relation':
      boxed.rows.forEach((row, index) => {
        row.forEach((cell, column) => {
          inside(cell, `row ${index + 1}, column ${column + 1}`);
        });
      });
      return;
    case 'function':
      collect(found, boxed.body, where);
      return;
    case 'invocation':
      inside(boxed.callee, 'called function');
      for (const { name, value } of boxed.bindings) inside(value, name);
      return;
    case 'conditional':
      inside(boxed.condition, 'if');
      inside(boxed.yes, 'then');
      inside(boxed.no, 'else');
      return;
    case 'filter':
      inside(boxed.source, 'in');
      inside(boxed.match, 'match');
      return;
    default:
      inside(boxed.source, 'in');
      inside(boxed.body, boxed.type === 'for' ? 'return' : 'satisfies');
  }
}
