/** Stops a request at a state that only a mistake of ours can bring about. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/** Throws a {@link Defect} unless the condition holds. For our own mistakes, never for input. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Defect(message);
}

/** The end of an exhaustive switch: a new member of the union breaks the build here. */
export function assertNever(value: never): never {
  throw new Defect(`unexpected case: ${String(value)}`);
}

/** The value, which only a mistake of ours could leave out. */
export function present<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Defect(`missing ${what}`);
  return value;
}
