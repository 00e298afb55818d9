import {
  type Exchange,
  isJsonObject,
  matchServiceManagerRoute,
  serviceOperations,
} from '@aval/wire';
import { serviceManagerExchanges } from '../golden-exchanges.ts';
import { replayExchanges } from '../replay-exchanges.ts';
import type { Asked, CheckReport } from '../report.ts';
import { createStage, isAboutOwn } from './recorded-state.ts';
import { missingIn, type Need, optionOf } from './service-check.ts';
import type { ServiceWorld } from './service-world.ts';

/**
 * The recorded exchanges of the wire. Those that a product and a customer answer are played, the
 * ones with real calls on subscriptions of our own; those that need the recorded rules, prices or
 * credit lines cannot be.
 */
export async function replayRecordings(
  world: ServiceWorld,
  isWanted: (name: string) => boolean,
): Promise<readonly CheckReport[]> {
  const asked = new Map<string, readonly Asked[]>();
  const reports = await replayExchanges({
    exchanges: serviceManagerExchanges,
    isWanted,
    reasonAgainst: (exchange) => {
      const missing = missingFor(world, exchange);
      return missing === null ? reasonAgainst(world, exchange) : `it needs ${optionOf[missing]}`;
    },
    isFirst: () => false,
    begin: async (chain) => {
      await world.own.retire();
      return createStage(world, chain, (name) => asked.set(name, world.takeAsked()));
    },
  });
  await world.own.retire();
  return reports.map((report) => {
    const exchange = serviceManagerExchanges.find(({ name }) => name === report.name);
    const missing = exchange === undefined ? null : missingFor(world, exchange);
    const { name, ground, source, proves } = report;
    const kept = { name, ground, source, proves, asked: asked.get(name) ?? [] };
    return missing === null
      ? { ...report, asked: kept.asked }
      : { ...kept, outcome: 'skipped', setting: optionOf[missing] };
  });
}

/** The option without which an exchange is not played, where there is one that would let it. */
function missingFor(world: ServiceWorld, exchange: Exchange): Need | null {
  if (reasonAgainst(world, exchange) !== null) return null;
  return missingIn(world, needsOf(exchange));
}

function needsOf(exchange: Exchange): readonly Need[] {
  const { request } = exchange;
  const chain = [exchange, ...(exchange.after ?? []).flatMap(find)];
  const text = chain.map(({ request: { body } }) => JSON.stringify(body ?? '')).join(' ');
  const needs: Need[] = [];
  if (chain.some(isReal) || isAboutOwn(text) || text.includes('<capture:')) needs.push('write');
  if (text.includes('VX-ADD-A') || text.includes('VX-ADD-B')) needs.push('two_addons');
  if (text.includes('VX-EDU')) needs.push('plan');
  if (request.path.startsWith('/api/Assets/')) needs.push('asset');
  return needs;
}

/** Anything that a careless server might take for a real call. */
function isReal({ request: { method, path, body } }: Exchange): boolean {
  const match = matchServiceManagerRoute(method, path);
  const isOfService =
    match.kind === 'operation' && serviceOperations.some((one) => one === match.operation);
  return isOfService && !(isJsonObject(body) && body['CheckOnly'] === true);
}

function find(name: string): readonly Exchange[] {
  return serviceManagerExchanges.filter((exchange) => exchange.name === name);
}

/** Why nothing that a caller can do would let an exchange be played; null: it can be. */
function reasonAgainst(
  { names }: ServiceWorld,
  { name, given, after = [] }: Exchange,
): string | null {
  if (name.startsWith('client-reads-')) return 'it is about the platform that reads an answer';
  const isAddonSetting = given?.endsWith('addonResult = addon') === true;
  if (isAddonSetting && names.addonResult !== 'addon') return 'it needs Results that name add-ons';
  const isOfOwn = given === undefined || isAddonSetting || given.startsWith('sub-1001 is ');
  if (!isOfOwn) return `it needs a server with ${given}`;
  if (after.some((one) => one.includes('#'))) return 'it needs other wires of the same server';
  if (ofRules.test(name)) return 'it needs the recorded business rules';
  if (ofCredit.test(name)) return 'it needs the recorded prices and credit lines';
  if (ofFixture.includes(name)) return 'it needs the recorded catalogue, fields and customers';
  if (name === 'registration-add-closed') return 'where it is open, it would add an application';
  if (name === 'base-uri-other-spelling' && names.baseUri !== recordedBaseUri) {
    return 'it needs the recorded address of a platform';
  }
  return null;
}

const recordedBaseUri = 'https://bssdemo.interworkscloud.net';

const ofRules = new RegExp(
  [
    '^precheck-(?:error-inside-range|one-active|prerequisite|maximum|cancel-window-over|two-rules)',
    '^precheck-(?:back-office-rule|rules-of)',
    '^accept-language|^check-only-lower-case-name$',
  ].join('|'),
);
const ofCredit = new RegExp(
  [
    'credit|released-order|soft-hold|without-requester|customer-stopped|no-open-line|outside-range',
    '^real-create-(?:by-back-office|allowed)',
  ].join('|'),
);
const ofFixture: readonly string[] = [
  ...['accounts-exists-yes', 'accounts-synchronize-new', 'accounts-synchronize-again'],
  ...['accounts-delete', 'fields-validate-ok', 'fields-validate-error', 'fields-get', 'discover'],
  ...['fields-service-definition', 'fields-additional-info', 'accounts-sync-options'],
];
