import type { LineTerms } from './credit-line.ts';
import type { ProposedChange } from './proposal.ts';

/** A proposed change as the text that is stored: JSON with amounts as digits. */
export function writeChange(change: ProposedChange): string {
  return JSON.stringify(change, (_name, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
}

/** Reads what {@link writeChange} wrote. */
export function readChange(text: string): ProposedChange {
  const { currency, terms, basis } = JSON.parse(text) as Written<ProposedChange>;
  return {
    currency,
    terms: readTerms(terms),
    basis:
      basis === null ? null : { ...basis, ...readTerms(basis), generation: big(basis.generation) },
  };
}

type Written<Value> = Value extends bigint
  ? string
  : Value extends string
    ? Value
    : Value extends object
      ? { readonly [Name in keyof Value]: Written<Value[Name]> }
      : Value;

function readTerms(terms: Written<LineTerms>): LineTerms {
  return {
    limitMinor: bigOrNull(terms.limitMinor),
    unlimited: terms.unlimited,
    toleranceBasisPoints: bigOrNull(terms.toleranceBasisPoints),
    toleranceMinor: bigOrNull(terms.toleranceMinor),
    temporaryLimits: terms.temporaryLimits.map((limit) => ({
      ...limit,
      amountMinor: big(limit.amountMinor),
    })),
    parentLineId: terms.parentLineId,
  };
}

function big(text: string): bigint {
  return BigInt(text);
}

function bigOrNull(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
