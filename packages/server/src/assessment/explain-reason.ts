import { creditRefusalTexts } from '../credit/index.ts';
import type { StoredReason } from '../kernel/reasons-text.ts';
import { fillText } from '../kernel/refusal.ts';
import { applicationReasonTexts } from './application-reasons.ts';
import { assessmentRefusalTexts } from './refusals.ts';
import { remedyTexts } from './remedies.ts';

/** A reason in words: what stood against it, and what would make it a yes. */
export type ExplainedReason = {
  readonly code: string;
  readonly text: string;
  /** Null where nothing that anybody does now makes this basket a yes. */
  readonly remedy: string | null;
  readonly facts: StoredReason;
};

/** Words for a stored reason; one that this program does not know any more is told by its code. */
export function explainReason(reason: StoredReason): ExplainedReason {
  const { code } = reason;
  const { says } = reason;
  // A ruleset brings its own codes, and what they say.
  const text = textOf(code) ?? (typeof says === 'string' ? says : null);
  const remedy = remedyTexts[code] ?? null;
  return {
    code,
    text: text === null ? code : fillText(text, reason),
    remedy: remedy === null ? null : fillText(remedy, reason),
    facts: reason,
  };
}

function textOf(code: string): string | null {
  if (Object.hasOwn(assessmentRefusalTexts, code)) {
    return assessmentRefusalTexts[code as keyof typeof assessmentRefusalTexts];
  }
  if (Object.hasOwn(applicationReasonTexts, code)) {
    return applicationReasonTexts[code as keyof typeof applicationReasonTexts].en;
  }
  if (!Object.hasOwn(creditRefusalTexts, code)) return null;
  return creditRefusalTexts[code as keyof typeof creditRefusalTexts].text;
}
