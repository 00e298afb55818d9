import { type NativeOperationId, nativeOperations, type Operation } from '@aval/wire';
import { readyRulesets } from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import type { AnyRequest } from './start-api.ts';

/** Well-formed ids of nothing. */
export const nobody = {
  organizationId: 'org_01jh0000000000000000000000',
  holdId: 'hold_01jh0000000000000000000000',
  proposalId: 'prop_01jh0000000000000000000000',
  decisionId: 'dec_01jh0000000000000000000000',
  companyNumber: 'kvk:90000001',
  reviewId: 'rev_01jh0000000000000000000000',
  rulesetId: '900001',
  serviceId: 'svc_01jh0000000000000000000000',
  stepId: 'step_01jh0000000000000000000000',
  applicationId: '900002',
  externalId: 'sub-00000000',
};

const { content, cases } = present(readyRulesets[0], 'a ready ruleset');
const sampleDraft = JSON.stringify({ content, cases });

/** What may be said of a service that sells nothing. */
export const sampleCatalogue = {
  description: '',
  allowMultipleSubscriptions: false,
  quantityLimit: 0,
  isQuantityLimitLocked: false,
  scope: 'Both',
  derivative: 'SUBSCRIPTION',
  attributes: [],
  products: [],
  addons: [],
};

const money = { amount: '10.00', currency: 'EUR' };

/** A body of the right form for every operation that takes one. */
const bodies: Readonly<Partial<Record<NativeOperationId, unknown>>> = {
  createOrganization: { name: 'Sample' },
  renameOrganization: { name: 'Other' },
  addReference: { source: 'erp', kind: 'number', value: 'S-1' },
  importOrganizations: 'name\nSample\n',
  putPaymentBehaviour: { asOf: '2030-01-01' },
  importPaymentBehaviour: 'erp_number,as_of\nS-1,2030-01-01\n',
  putCompany: { name: 'Sample' },
  lookUpCompany: { regNumber: '90000002' },
  importCompanies: 'kvk_number,name\n90000003,Sample\n',
  importLeiRecords: '{"data":[]}',
  setCreditLine: { currency: 'EUR', limit: money },
  stopCreditLine: { reason: 'sample' },
  resumeCreditLine: { reason: 'sample' },
  postErpFigures: { used: money },
  approveProposal: { changeHash: '0'.repeat(64) },
  decideApplication: { version: 1, verdict: 'approved', reason: 'sample' },
  cancelApplication: { version: 1, reason: 'sample' },
  assignReview: { version: 1, userId: 'user_01jh0000000000000000000000' },
  decideReview: { version: 1, verdict: 'approved', reason: 'sample' },
  withdrawReview: { version: 1, reason: 'sample' },
  createRuleset: '{"name":"Sample","ready":"balanced"}',
  draftRuleset: sampleDraft,
  publishRuleset: { hash: '0'.repeat(64) },
  rollBackRuleset: { version: 1 },
  declareService: { serviceType: 'sample', name: 'Sample', catalogue: sampleCatalogue },
  changeService: { name: 'Sample', catalogue: sampleCatalogue },
  draftBusinessRules: '{"ready":true}',
  publishBusinessRules: { hash: '0'.repeat(64) },
  rollBackBusinessRules: { version: 1 },
  retryProviderStep: { version: 1 },
  giveUpProviderStep: { version: 1, reason: 'sample' },
  placeHold: { organizationId: nobody.organizationId, amount: money },
  captureHold: { amount: money },
  resizeHold: { amount: money },
  extendHold: { dueAfterSeconds: 60 },
  addRate: { from: 'USD', to: 'EUR', rate: '0.9', validFrom: '2030-01-01' },
};

export const operationList: readonly (readonly [NativeOperationId, Operation])[] = Object.entries(
  nativeOperations,
) as never;

export type Ids = Partial<typeof nobody>;

/** A request of the right form for an operation; ids that are not given are of nothing. */
export function sampleCall(id: NativeOperationId, ids: Ids = {}): AnyRequest {
  const operation: Operation = nativeOperations[id];
  const values: Readonly<Record<string, string>> = {
    ...nobody,
    ...ids,
    source: 'erp',
    kind: 'number',
    value: 'S-1',
    version: '1',
    operation: 'subscription.create',
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? name);
  const query = id === 'findOrganization' ? '?source=erp&kind=number&value=S-1' : '';
  const body = bodies[id];
  return {
    method: operation.method,
    path: path + query,
    ...(body === undefined ? {} : { body }),
    ...(operation.bodyType === undefined ? {} : { type: operation.bodyType }),
  };
}
