/** What each code says, in words for whoever sent the document. */
export const strictJsonTexts = {
  'json.syntax': 'The text is not valid JSON.',
  'json.not_utf8': 'The text is not valid UTF-8.',
  'json.duplicate_key': 'A member stands twice.',
  'json.case_duplicate_key': 'Two members differ only in letter case.',
  'json.forbidden_key': 'A member has a name that is not allowed.',
  'json.forbidden_character': 'A text contains U+0000 or half of a surrogate pair.',
  'json.inexact_number': 'A number has more digits than can be kept exactly.',
  'json.too_deep': 'The document is nested too deeply.',
  'json.too_many_members': 'The document has too many members.',
  'json.too_large': 'The document is too large.',
} as const;

export type StrictJsonCode = keyof typeof strictJsonTexts;

/**
 * Why a document was refused. `offset` counts UTF-16 units of the decoded text (bytes where the
 * input could not be decoded). The message never repeats anything of the input.
 */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
  readonly code: StrictJsonCode;
  readonly offset: number;

  constructor(code: StrictJsonCode, offset: number) {
    super(`${strictJsonTexts[code]} (at ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
