import { serviceManagerCodes } from './codes.ts';
import type { ActionType } from './enumerations.ts';
import type { ServiceManagerLanguage } from './language.ts';
import { labelOf, type ServiceOperation } from './operations.ts';
import { type ProblemTexts, problemTexts } from './problem-texts.ts';

/** What a member should have been. */
export type ExpectedKind =
  | 'boolean'
  | 'text'
  | 'whole_number'
  | 'quantity'
  | 'account_id'
  | 'object'
  | 'list';

/** What an ActionType belongs to. The name is the caller's own; null: it has none yet. */
export type NamedObject = {
  readonly kind: 'subscription' | 'addon' | 'asset';
  readonly name: string | null;
};

/** Why a call cannot be read. A `member` is a path: `Quantity`, `Addons[2].Quantity`. */
export type ServiceManagerProblem =
  | { readonly kind: 'not_readable' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'missing'; readonly member: string }
  | { readonly kind: 'wrong_type'; readonly member: string; readonly expected: ExpectedKind }
  | { readonly kind: 'too_long'; readonly member: string }
  | { readonly kind: 'unknown_value'; readonly member: string; readonly value: string }
  | { readonly kind: 'unknown_action'; readonly object: NamedObject; readonly value: string }
  /** Null: a member of which this wire does not speak. */
  | { readonly kind: 'twice'; readonly member: string | null }
  | {
      readonly kind: 'contradiction';
      readonly object: NamedObject;
      readonly operation: ServiceOperation;
      /** What may stand there; a missing one always may. */
      readonly allowed: readonly ActionType[];
    };

export type ServiceManagerRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ServiceManagerProblem };

const codes: Readonly<Record<ServiceManagerProblem['kind'], number>> = {
  not_readable: serviceManagerCodes.bodyNotReadable,
  too_large: serviceManagerCodes.bodyNotReadable,
  missing: serviceManagerCodes.memberMissing,
  wrong_type: serviceManagerCodes.memberOfWrongType,
  too_long: serviceManagerCodes.memberOfWrongType,
  unknown_value: serviceManagerCodes.memberOfWrongType,
  unknown_action: serviceManagerCodes.memberOfWrongType,
  twice: serviceManagerCodes.memberTwice,
  contradiction: serviceManagerCodes.actionContradicts,
};

/** Code and HTTP status of a problem: 200, so that the user in the back office sees the text. */
export function codeOfProblem({ kind }: ServiceManagerProblem): {
  readonly code: number;
  readonly status: 200 | 413;
} {
  return { code: codes[kind], status: kind === 'too_large' ? 413 : 200 };
}

/** The text of a problem. Parts of the request stand in it cut short and without line breaks. */
export function textOfProblem(
  problem: ServiceManagerProblem,
  language: ServiceManagerLanguage = 'en',
): string {
  const texts = problemTexts[language];
  switch (problem.kind) {
    case 'not_readable':
    case 'too_large':
      return texts[problem.kind];
    case 'missing':
    case 'too_long':
      return fill(texts[problem.kind], { member: problem.member });
    case 'wrong_type':
      return fill(texts.expected[problem.expected], { member: problem.member });
    case 'unknown_value':
      return fill(texts.unknown_value, { member: problem.member, value: problem.value });
    case 'unknown_action':
      return fill(texts.unknown_action, {
        object: describe(problem.object, texts),
        value: problem.value,
      });
    case 'twice':
      return problem.member === null
        ? texts.twice_unnamed
        : fill(texts.twice, { member: problem.member });
    case 'contradiction':
      return fill(texts.contradiction, {
        object: describe(problem.object, texts),
        allowed: problem.allowed.join(` ${texts.or} `),
        operation: labelOf(problem.operation),
      });
  }
}

function describe({ kind, name }: NamedObject, texts: ProblemTexts): string {
  const { named, unnamed } = texts.objects[kind];
  return name === null ? unnamed : fill(named, { name });
}

function fill(text: string, parts: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (_, name: string) => shorten(parts[name] ?? ''));
}

const partLengthMax = 120;

function shorten(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  const letters = [...plain.slice(0, 2 * partLengthMax)];
  return letters.length <= partLengthMax
    ? plain
    : `${letters.slice(0, partLengthMax - 1).join('')}…`;
}
