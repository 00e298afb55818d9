import type { Instant } from '../kernel/clock.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { ReferenceRefusal } from './refusals.ts';

/** An id that somebody else gave an organization, as a caller writes it. */
export type ReferenceInput = {
  readonly source: string;
  readonly kind: string;
  readonly value: string;
};

/** A reference that is well formed. `valueKey` is what is compared, `value` what is shown. */
export type ReferenceKey = ReferenceInput & { readonly valueKey: string };

export type Reference = ReferenceInput & { readonly createdAt: Instant };

type Form = { readonly pattern: RegExp; readonly normalize: (value: string) => string };

const asItIs = (value: string) => value;

/** Ids of sources that we know; what is not listed is 1 to 128 visible characters, as they are. */
const forms: Readonly<Record<string, Form>> = {
  // Behind the name of its installation, where that is not the default one.
  'interworks/account': {
    pattern: /^(?:[^\p{C}\p{Zl}\p{Zp}]{1,100}\/)?0*[1-9]\d{0,15}$/u,
    normalize: (value) => value.replace(/(^|\/)0+(?=\d+$)/, '$1'),
  },
  'kvk/number': { pattern: /^\d{8}$/, normalize: asItIs },
  'erp/number': {
    pattern: /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,62}[^\p{C}\p{Z}])?$/u,
    normalize: asItIs,
  },
};
const anyForm: Form = { pattern: /^[^\p{C}\p{Z}]{1,128}$/u, normalize: asItIs };

const wordForm = /^[a-z][a-z0-9-]{0,31}$/;
const clientForm = /^(?:(org|ind):)?([A-Za-z0-9._-]{1,128})$/i;

/**
 * Reads a reference: source and kind are short lower-case words, the value has the form that its
 * source gives it. Ids of the ONE platform are compared without case and shown as `org:…`; those of
 * individuals are refused, because only organizations buy on account (source: document 002).
 */
export function readReference(input: ReferenceInput): Result<ReferenceKey, ReferenceRefusal> {
  const { source, kind, value } = input;
  const invalid = refuse({ code: 'parties.reference_invalid', source, kind } as const);
  if (!wordForm.test(source) || !wordForm.test(kind)) return invalid;
  if (source === 'one' && kind === 'client') return readClientId(input);
  const { pattern, normalize } = forms[`${source}/${kind}`] ?? anyForm;
  if (!pattern.test(value)) return invalid;
  const valueKey = normalize(value);
  if (source === 'interworks' && kind === 'account' && !isAccountId(valueKey)) return invalid;
  return accept({ source, kind, value: valueKey, valueKey });
}

/** Whether the account behind the name of an installation is one that JSON holds exactly. */
function isAccountId(value: string): boolean {
  return BigInt(value.slice(value.lastIndexOf('/') + 1)) <= BigInt(Number.MAX_SAFE_INTEGER);
}

function readClientId({ source, kind, value }: ReferenceInput) {
  const match = clientForm.exec(value);
  if (match === null) return refuse({ code: 'parties.reference_invalid', source, kind } as const);
  const [, prefix = 'org', body = ''] = match;
  if (prefix.toLowerCase() === 'ind') {
    return refuse({ code: 'parties.individual_refused' } as const);
  }
  return accept({ source, kind, value: `org:${body}`, valueKey: `org:${body.toLowerCase()}` });
}
