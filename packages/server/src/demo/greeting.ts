import type { OrganizationId } from '../kernel/ids.ts';
import { documentEntryNumber } from './demo-data.ts';
import type { Demo } from './seed-demo.ts';

export type Greeting = {
  readonly baseUrl: string;
  /** Where the credentials stand. */
  readonly file: string;
  readonly demo: Demo;
  readonly organizationId: OrganizationId;
  /** What runs `aval` in a shell. */
  readonly command: string;
  /** Nobody has done anything yet, so that answers can be foretold. */
  readonly isFirstStart: boolean;
};

/** What a person sees: where things are, and a call for each wire that works when it is pasted. */
export function greet(greeting: Greeting): string {
  const { baseUrl, file, demo, organizationId, isFirstStart } = greeting;
  const { creditdevice, one, api, console: person } = demo.credentials;
  const { affordable, tooDear } = demo.examples;
  const told = (answer: string) => (isFirstStart ? ` (${answer})` : '');
  const check = (basket: BasketExample) => checkCall(greeting, basket);
  const service = (quantity: number) => serviceCall(greeting, quantity);
  const trade = `${baseUrl}/api/v1/account/integrations/auth-required/trade-credits/`;
  const keys = `-H 'one-tenant: ${one.tenant}' -H 'ApiAuth: ${one.apiKey}'`;
  const client = encodeURIComponent(tooDear.organizationId);
  const shop = `-u '${creditdevice.username}:${creditdevice.password}'`;
  return `
Aval is listening on ${baseUrl}
Credentials of this demonstration: ${file}
${isFirstStart ? '' : laterStart}
A basket that fits${told('true')}:
  ${check(affordable)}

A basket that is too dear for the limit it began with${told('false')}:
  ${check(tooDear)}

Push a higher limit over the ONE wire, and ask again${told('true')}:
  curl -s -X PUT ${keys} -H 'Content-Type: application/json' \\
    -d '{"creditValue": 5000, "creditValueUsed": 900, "availableCreditValue": 4100}' \\
    ${trade}${client}

The example of the ONE documentation:
  curl -s ${keys} \\
    ${trade}org%3A8872d4f8-cf33-456e-8084-41bacbc0fb2a

Ask for a decision on a company, as in the decision maker's documentation${told('approved')}, and why:
  curl -s ${shop} -H 'Content-Type: application/json' \\
    -d '{"reg_number":"28092355","amount":10000,"language":"EN","ruleset_id":1}' ${baseUrl}/api/dmm/orders
  curl -s ${shop} ${baseUrl}/api/dmm/orders/1/report

Ask about more than the rules decide${told('review')}, and decide it as a person who signs in:
  curl -s ${shop} -H 'Content-Type: application/json' \\
    -d '{"reg_number":"28092355","amount":75000,"language":"EN","ruleset_id":1}' ${baseUrl}/api/dmm/orders
  token=$(curl -s -H 'Content-Type: application/json' -d '${JSON.stringify(person)}' ${baseUrl}/v1/sign-in \\
    | node -p 'JSON.parse(require("fs").readFileSync(0)).token')
  reviews=$(curl -s -H "Authorization: Bearer $token" '${baseUrl}/v1/reviews')
  field() { printf '%s' "$reviews" | node -p "JSON.parse(require('fs').readFileSync(0)).items\\
    .find(({ subject }) => subject.startsWith('application')).$1"; }
  curl -s -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
    -d "{\\"version\\": $(field version), \\"verdict\\": \\"approved\\", \\"reason\\": \\"Known for years\\"}" \\
    "${baseUrl}/v1/reviews/$(field reviewId)/decide"

Ask the service manager whether a customer may buy a service; too few seats (a text for the customer), then enough:
  ${service(2)}
  ${service(5)}

Take a hold over the native API${isFirstStart ? '; a second time it is refused, with what is missing' : ''}:
  curl -s -H 'Authorization: Bearer ${api.key}' -H 'Content-Type: application/json' \\
    -d '{"organizationId": "${organizationId}", "amount": {"amount": "2000.00", "currency": "EUR"}}' \\
    ${baseUrl}/v1/holds

What changed, in order (the whole API: ${baseUrl}/openapi.json):
  curl -s -H 'Authorization: Bearer ${api.key}' '${baseUrl}/v1/events?startId=${documentEntryNumber + 1}'

Hold this server, or another one, to what its wires document:
  ${certifyCalls(greeting).join('\n  ')}

Stop with Ctrl+C.
`;
}

/** A later start finds what was done since the first one, and foretells nothing. */
const laterStart = `
The data is that of earlier starts, and so answers depend on what was done. To begin anew, stop and
delete the data folder.
`;

type BasketExample = Demo['examples']['affordable'];

function checkCall({ baseUrl, demo }: Greeting, { AccountId, BasketId }: BasketExample): string {
  const { username, password } = demo.credentials.creditCheck;
  return `curl -s -u '${username}:${password}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify({ AccountId, BasketId })}' ${baseUrl}/interworks/credit-check`;
}

/** A pre-check: nothing is bought yet. */
function serviceCall({ baseUrl, demo }: Greeting, quantity: number): string {
  const { applicationId, applicationKey } = demo.credentials.serviceManager;
  const { AccountId, ServiceType, ProductID } = demo.examples.service;
  const body = {
    SubscriptionID: '2f0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d',
    ...{ ServiceType, ProductID, Quantity: quantity },
    Account: { ID: String(AccountId) },
    RequestedBy: { Type: 'BSS' },
    CheckOnly: true,
  };
  return `curl -s -H 'X-CloudPlatform-ApplicationId: ${applicationId}' \\
    -H 'X-CloudPlatform-APIKey: ${Buffer.from(applicationKey).toString('base64')}' \\
    -d '${JSON.stringify(body)}' \\
    ${baseUrl}/service-manager/api/Subscriptions/Create`;
}

/** The service of the demonstration is not sold in fewer than three seats. */
function certifyCalls({ baseUrl, demo, command }: Greeting): readonly string[] {
  const { creditCheck, one, serviceManager } = demo.credentials;
  const { AccountId, ServiceType, ProductID } = demo.examples.service;
  const certify = (wire: string) => `${command} certify ${wire} --url ${baseUrl}`;
  return [
    `${certify('credit-check')} --username '${creditCheck.username}' --password '${creditCheck.password}'`,
    `${certify('trade-credit')} --tenant '${one.tenant}' --api-key '${one.apiKey}'`,
    `${certify('service-manager')} --service-type '${ServiceType}' --product '${ProductID}' \\
    --account ${AccountId} --quantity 3 \\
    --application-id '${serviceManager.applicationId}' --application-key '${serviceManager.applicationKey}'`,
  ];
}
