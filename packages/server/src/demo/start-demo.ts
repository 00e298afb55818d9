import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desk, platformConnectionName } from '../compose.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { type RunningServer, startServer } from '../main.ts';
import { createPlatformReader } from '../storage/index.ts';
import type { DemoCredentials } from './demo-credentials.ts';
import { affordableCustomer, demoTenant, documentEntryNumber } from './demo-data.ts';
import { type Demo, seedDemo } from './seed-demo.ts';

export type RunningDemo = RunningServer & {
  /** What a person sees: where things are, and a call for each wire that works. */
  readonly greeting: string;
};

/**
 * Starts the server with demonstration data. What it made up (credentials) stands in
 * `credentials.json` in the data folder, for this user alone; a second start finds it again.
 */
export async function startDemo(
  config: Config,
  log: Log,
  onFatal: (error: Error) => void,
): Promise<RunningDemo> {
  const file = join(config.dataFolder, 'credentials.json');
  let greeting = '';
  const running = await startServer(config, log, onFatal, async (desk, baseUrl) => {
    const { storage, access, parties, companies, rulesets, readers, ports } = desk;
    const { services, businessRules } = desk;
    const demo = await seedDemo({
      parties,
      companies,
      access,
      ledger: { commit: storage.commit },
      platform: createPlatformReader(storage.db),
      ids: ports.ids,
      rulesets,
      rulesetReader: readers.rulesets,
      services,
      serviceReader: readers.fulfilment,
      businessRules,
      baseUrl,
      connectionName: platformConnectionName,
      known: readKnown(file),
    });
    writeSecretly(file, { baseUrl, ...demo.credentials, examples: demo.examples });
    greeting = greet(baseUrl, file, demo, await holdsExample(desk));
  });
  return { ...running, greeting };
}

/** Credentials of an earlier start; a file that cannot be read counts as none. */
function readKnown(file: string): Partial<DemoCredentials> | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoCredentials>;
  } catch {
    return null;
  }
}

/** Whole or not at all, and never readable by others on the way. */
function writeSecretly(file: string, content: object): void {
  const half = `${file}.new`;
  writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/** The customer of the first basket: 3,800.00 are left before anything is held. */
async function holdsExample({ parties }: Desk): Promise<OrganizationId> {
  const [reference] = Object.entries(affordableCustomer.references);
  const [source = '', kind = ''] = present(reference, 'reference')[0].split('/');
  const value = present(reference, 'reference')[1];
  const { tenantId } = demoTenant;
  const found = await parties.organizationOf(tenantId, { source, kind, value });
  return present(found, 'customer of the demonstration').organizationId;
}

/** A pre-check: nothing is bought yet. */
function serviceCall(service: Demo['examples']['service'], quantity: number) {
  const { AccountId, ServiceType, ProductID } = service;
  return {
    SubscriptionID: '2f0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d',
    ...{ ServiceType, ProductID, Quantity: quantity },
    Account: { ID: String(AccountId) },
    RequestedBy: { Type: 'BSS' },
    CheckOnly: true,
  };
}

function greet(
  baseUrl: string,
  file: string,
  { credentials, examples }: Demo,
  organizationId: OrganizationId,
): string {
  const { creditCheck, creditdevice, one, api, console: person } = credentials;
  const { affordable, tooDear } = examples;
  const check = ({ AccountId, BasketId }: { AccountId: number; BasketId: string }) =>
    `curl -s -u '${creditCheck.username}:${creditCheck.password}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify({ AccountId, BasketId })}' ${baseUrl}/interworks/credit-check`;
  const service = (quantity: number) =>
    `curl -s -H 'X-CloudPlatform-ApplicationId: ${credentials.serviceManager.applicationId}' \\
    -H 'X-CloudPlatform-APIKey: ${Buffer.from(credentials.serviceManager.applicationKey).toString('base64')}' \\
    -d '${JSON.stringify(serviceCall(examples.service, quantity))}' \\
    ${baseUrl}/service-manager/api/Subscriptions/Create`;
  const trade = `${baseUrl}/api/v1/account/integrations/auth-required/trade-credits/`;
  const keys = `-H 'one-tenant: ${one.tenant}' -H 'ApiAuth: ${one.apiKey}'`;
  const client = encodeURIComponent(tooDear.organizationId);
  return `
Aval is listening on ${baseUrl}
Credentials of this demonstration: ${file}

A basket that fits (true):
  ${check(affordable)}

A basket that is too dear (false):
  ${check(tooDear)}

Push a higher limit over the ONE wire, and ask again (true):
  curl -s -X PUT ${keys} -H 'Content-Type: application/json' \\
    -d '{"creditValue": 5000, "creditValueUsed": 900, "availableCreditValue": 4100}' \\
    ${trade}${client}

The example of the ONE documentation:
  curl -s ${keys} \\
    ${trade}org%3A8872d4f8-cf33-456e-8084-41bacbc0fb2a

Ask for a decision on a company, as in the decision maker's documentation (approved), and why:
  curl -s -u '${creditdevice.username}:${creditdevice.password}' -H 'Content-Type: application/json' \\
    -d '{"reg_number":"28092355","amount":10000,"language":"EN","ruleset_id":1}' ${baseUrl}/api/dmm/orders
  curl -s -u '${creditdevice.username}:${creditdevice.password}' ${baseUrl}/api/dmm/orders/1/report

Ask about more than the rules decide (review), and decide it as a person who signs in:
  curl -s -u '${creditdevice.username}:${creditdevice.password}' -H 'Content-Type: application/json' \\
    -d '{"reg_number":"28092355","amount":75000,"language":"EN","ruleset_id":1}' ${baseUrl}/api/dmm/orders
  token=$(curl -s -H 'Content-Type: application/json' -d '${JSON.stringify(person)}' ${baseUrl}/v1/sign-in \\
    | node -p 'JSON.parse(require("fs").readFileSync(0)).token')
  curl -s -H "Authorization: Bearer $token" ${baseUrl}/v1/reviews

Ask the service manager whether a customer may buy a service; too few seats (a text for the customer), then enough:
  ${service(2)}
  ${service(5)}

Take a hold over the native API; a second time it is refused, with what is missing:
  curl -s -H 'Authorization: Bearer ${api.key}' -H 'Content-Type: application/json' \\
    -d '{"organizationId": "${organizationId}", "amount": {"amount": "2000.00", "currency": "EUR"}}' \\
    ${baseUrl}/v1/holds

What changed, in order (the whole API: ${baseUrl}/openapi.json):
  curl -s -H 'Authorization: Bearer ${api.key}' '${baseUrl}/v1/events?startId=${documentEntryNumber + 1}'

Stop with Ctrl+C.
`;
}
