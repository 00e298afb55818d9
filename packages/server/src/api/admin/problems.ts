import {
  type AdministrationRefusal,
  accessRefusalTexts,
  type SignInRefusal,
} from '../../access/index.ts';
import { HttpFault } from '../../http/index.ts';
import { fillText } from '../../kernel/refusal.ts';
import { partyRefusalTexts, type TenantRefusal } from '../../parties/index.ts';
import { notFound, paramsOf } from '../refusals.ts';

/** Status of each refusal. Total by type: a new code does not build until it has its status. */
export const administrationStatuses: Readonly<
  Record<(AdministrationRefusal | SignInRefusal | TenantRefusal)['code'], number>
> = {
  'access.name_invalid': 422,
  'access.kind_unknown': 422,
  'access.scope_unknown': 422,
  'access.scope_missing': 422,
  'access.role_unknown': 422,
  'access.role_missing': 422,
  'access.person_needed': 403,
  'access.email_invalid': 422,
  'access.busy': 503,
  'access.password_too_weak': 422,
  'access.address_invalid': 422,
  'access.secret_invalid': 422,
  'access.setting_invalid': 422,
  'access.installation_unknown': 422,
  'access.expiry_past': 422,
  'access.overlap_invalid': 422,
  'access.credential_unknown': 404,
  'access.credential_exists': 409,
  'access.credential_over': 409,
  'access.credential_fixed': 409,
  'access.user_unknown': 404,
  'access.user_exists': 409,
  'access.connection_unknown': 404,
  'access.connection_exists': 409,
  'access.connection_over': 409,
  'access.changed_meanwhile': 409,
  'access.too_many_attempts': 429,
  'access.wrong_password': 401,
  'parties.tenant_id_invalid': 422,
  'parties.name_invalid': 422,
  'parties.currency_unknown': 422,
  'parties.language_unknown': 422,
  'parties.setting_unknown': 422,
  'parties.setting_invalid': 422,
  'parties.tenant_exists': 409,
  'parties.tenant_unknown': 404,
  'parties.version_changed': 412,
};

type Refusal = AdministrationRefusal | SignInRefusal | TenantRefusal;

const texts = { ...accessRefusalTexts, ...partyRefusalTexts };

/** A refusal of administration as a problem; what is not there and what is not yours are one. */
export function administrationProblem(refusal: Refusal): HttpFault {
  const { code, ...facts } = refusal;
  const status = administrationStatuses[code];
  if (status === 404) return notFound();
  const headers: Record<string, string> = {};
  if ('retryAfterSeconds' in refusal) headers['retry-after'] = String(refusal.retryAfterSeconds);
  return new HttpFault(status, code, paramsOf(facts), {
    headers,
    text: fillText(texts[code].text, facts),
  });
}

/** What the operator of the server alone may do, at its command line. */
export function operatorNeeded(): HttpFault {
  return new HttpFault(403, 'access.operator_needed');
}

/** The texts of the codes of administration, for the presenter and the page of errors. */
export const administrationTexts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(accessRefusalTexts).map(([code, { text }]) => [code, text])),
  'access.operator_needed': 'Only the operator of the server may do this, at its command line.',
};
