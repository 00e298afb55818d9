import type { Value } from '../value/value.ts';

/**
 * Values of one scope while an expression runs, and the frame around it. A slot that holds nothing
 * yet is null to an expression.
 */
export type Frame = { readonly slots: Value[]; readonly up: Frame | null };

/** A compiled expression. */
export type Code = ((frame: Frame) => Value) & {
  /** Its value, where that is always the same. */
  readonly constant?: Value;
  /** The slot of the frame that it reads, where it does nothing else. */
  readonly slot?: number;
};

export function constantCode(value: Value): Code {
  return Object.assign(() => value, { constant: value });
}

export function slotCode(slot: number): Code {
  return Object.assign((frame: Frame) => frame.slots[slot] ?? null, { slot });
}

/**
 * Names of one scope while an expression is compiled; frames have the same shape when it runs.
 * In an `item` scope (a filter) slot 0 holds an element, and when that is a context, its entries
 * are names too: which ones is known only then.
 */
export type Scope = {
  readonly names: Map<string, number>;
  /** Names that something inside has asked for. */
  readonly used: Set<string>;
  readonly isItem: boolean;
  readonly parent: Scope | null;
};

export function createScope(names: Iterable<string>, parent: Scope | null, isItem = false): Scope {
  const scope: Scope = { names: new Map(), used: new Set(), isItem, parent };
  for (const name of names) scope.names.set(name, scope.names.size);
  return scope;
}

/** Where a name lives: so many frames up, in that slot, behind these item scopes. */
export type Place = {
  readonly depth: number;
  readonly index: number;
};

export type Lookup = { readonly place: Place | null; readonly itemDepths: readonly number[] };

export function lookUp(scope: Scope | null, name: string): Lookup {
  const itemDepths: number[] = [];
  let depth = 0;
  for (let at = scope; at !== null; at = at.parent) {
    const index = at.names.get(name);
    if (index === undefined) {
      if (at.isItem) itemDepths.push(depth);
      depth += 1;
      continue;
    }
    at.used.add(name);
    // An element's own entry called `item` hides the element.
    if (at.isItem) itemDepths.push(depth);
    return { place: { depth, index }, itemDepths };
  }
  return { place: null, itemDepths };
}

export function frameAt(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let left = depth; left > 0 && at.up !== null; left -= 1) at = at.up;
  return at;
}
