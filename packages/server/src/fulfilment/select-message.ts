/** For whom a text is written: `end_user` texts may be shown to a customer as they are. */
export type RuleAudience = 'end_user' | 'back_office';

export type BrokenRule = {
  readonly code: number;
  readonly audience: RuleAudience;
  /** In the language of the answer. */
  readonly text: string;
};

export type SelectedMessage = {
  readonly code: number;
  readonly audience: RuleAudience;
  readonly message: string;
};

/**
 * One code and one message for all broken rules, which come in the order of their table. Where any of
 * them is for the back office, its code is given (the first of them) and all texts may stand there:
 * the platform shows a customer a sentence of its own. Else the first code, and only texts written
 * for customers. Null: nothing is broken.
 */
export function selectMessage(broken: readonly BrokenRule[]): SelectedMessage | null {
  const main = broken.find(({ audience }) => audience === 'back_office') ?? broken[0];
  if (main === undefined) return null;
  const { code, audience } = main;
  return { code, audience, message: broken.map(({ text }) => text).join(' ') };
}

/**
 * The audience that a rule's code stands for, or null where a rule may not have it: the bounds of the
 * end user's range are not documented to be inside, so they are never written. Source: document 001.
 */
export function audienceOfCode(code: number): RuleAudience | null {
  if (!Number.isSafeInteger(code) || code >= 0) return null;
  if (code === -80_000 || code === -89_999) return null;
  return code < -80_000 && code > -89_999 ? 'end_user' : 'back_office';
}
