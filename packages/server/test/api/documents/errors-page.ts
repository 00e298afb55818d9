import { administrationStatuses, administrationTexts } from '../../../src/api/admin/problems.ts';
import { problemTexts } from '../../../src/api/problem-texts.ts';
import { apiStatuses } from '../../../src/api/problems.ts';
import {
  applicationStatuses,
  businessRuleStatuses,
  companyStatuses,
  creditStatuses,
  partyStatuses,
  paymentBehaviourStatuses,
  proposalStatuses,
  providerStepStatuses,
  reviewStatuses,
  rulesetStatuses,
  serviceStatuses,
} from '../../../src/api/refusals.ts';
import { isDecision } from '../../../src/api/to-wire-reason.ts';
import type { CreditRefusal } from '../../../src/credit/index.ts';
import { fulfilmentRefusalTexts } from '../../../src/fulfilment/refusal-texts.ts';
import type { FulfilmentRefusal } from '../../../src/fulfilment/refusals.ts';
import { faultTexts } from '../../../src/http/index.ts';
import { tellAnswer } from '../../../src/protocols/interworks/service-manager/tell-answer.ts';

/** Statuses that the server gives before a room is asked. */
const httpStatuses: Readonly<Record<string, string>> = {
  'access.operator_needed': '403',
  'http.not_found': '404',
  'http.method_not_allowed': '405',
  'http.url_too_long': '414',
  'http.headers_too_large': '431',
  'http.timeout': '408',
  'http.metrics_closed': '401',
  'http.body_too_large': '413',
  'http.media_type': '415',
  'json.too_large': '413',
  'server.defect': '500',
};

const statuses: Readonly<Record<string, number>> = {
  ...administrationStatuses,
  ...partyStatuses,
  ...companyStatuses,
  ...paymentBehaviourStatuses,
  ...proposalStatuses,
  ...reviewStatuses,
  ...applicationStatuses,
  ...rulesetStatuses,
  ...businessRuleStatuses,
  ...providerStepStatuses,
  ...serviceStatuses,
  ...creditStatuses,
  ...apiStatuses,
};

/** Codes of other wires, and those that a room always translates. */
const elsewhere = ['access.tenant_required', 'access.tenant_mismatch', 'row.exists', 'row.changed'];

const head = `# Errors of the native API

Made from the registries of the code; a test compares. An error is a problem (RFC 9457, \`application/problem+json\`):

| member | meaning |
| --- | --- |
| \`code\` | one of the codes below; stable |
| \`title\` | a sentence for people; it may change |
| \`params\` | the facts of the case, such as the place of a mistake (\`at\`) or the version in force |
| \`requestId\` | names the request in the server's log; also the header \`X-Request-Id\` |
| \`retryable\` | whether the same call may succeed later without anybody changing anything |
| \`outcome\` | \`none\`: nothing was changed. \`unknown\`: repeat with the same \`Idempotency-Key\` and learn it |

A status of 404 always has the code \`http.not_found\`: what is absent and what belongs to somebody else look the same. A code marked
"200" is a reason in \`{"approved": false, "reasons": […]}\`: credit was refused, and the request itself was fine; where an operation is
not about credit, the other status applies.
`;

/** The page of every code that \`/v1\` may answer with. */
export function errorsPage(): string {
  const texts = { ...administrationTexts, ...problemTexts };
  const rows = Object.entries(texts)
    .filter(([code]) => !elsewhere.includes(code))
    .map(([code, text]) => ({ code, status: statusOf(code), text }))
    .filter(({ code, status }) => status !== '404' || code === 'http.not_found')
    .map(({ code, status, text }) => row(code, status, text));
  const faults = Object.entries(faultTexts).map(([code, text]) => row(code, '503', text));
  const all = [...rows, ...faults].sort();
  const table = `| code | status | meaning |\n| --- | --- | --- |\n${all.join('\n')}\n`;
  return `${head}\n${table}\n${serviceManagerSection()}`;
}

/** What the provider's side refuses on the wire of the service manager, never on `/v1`. */
function serviceManagerSection(): string {
  const rows = Object.entries(fulfilmentRefusalTexts).map(([code, { text }]) => {
    const refusal = { code, object: 'subscription' } as FulfilmentRefusal;
    const answer = tellAnswer({ kind: 'refused', refusal }, 'en', 'subscription');
    return row(code, String(answer.code), text);
  });
  return `## Refusals of the service manager

Calls of platforms are answered with a number and a text in the language of the user; these are in the order in which
they are found. Codes of broken business rules are told in [business rules](../guides/business-rules.md).

| code | number | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function row(code: string, status: string, text: string): string {
  return `| \`${code}\` | ${status} | ${text.replace(/\{(\w+)\}/g, '*$1*')} |`;
}

function statusOf(code: string): string {
  const status = statuses[code] ?? httpStatuses[code];
  if (isDecision({ code } as CreditRefusal)) return status === 404 ? '200' : `200, ${status}`;
  if (status !== undefined) return String(status);
  if (/^(?:http|json)\./.test(code)) return '400';
  throw new Error(`${code} has no status`);
}
