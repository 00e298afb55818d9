import type { NativeOperationId } from '@aval/wire';
import { someContent, someFacts } from '../../builders/decisions.ts';
import { sampleCatalogue } from '../sample-calls.ts';

/** A call of the story; `{{name}}` is what an earlier step has saved. */
export type Step = {
  readonly operation: NativeOperationId;
  readonly as?: 'all' | 'controller' | 'approver';
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Names for parts of the answer, by their path: `hold.holdId`. */
  readonly save?: Readonly<Record<string, string>>;
  /** Done before the step, on the server. */
  readonly before?:
    | 'service'
    | 'objects'
    | 'parkedStep'
    | 'raiseThreshold'
    | 'expire'
    | 'judge'
    | 'review'
    | 'application';
};

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const organization = { organizationId: '{{organizationId}}' };
const hold = { holdId: '{{holdId}}' };
const application = { applicationId: '{{applicationId}}' };
const review = { reviewId: '{{reviewId}}' };
const firstVersion = { rulesetId: '1', version: '1' };
const anObject = { externalId: '{{externalId}}' };
const backup = {
  serviceType: 'cloud-backup',
  name: 'Backup',
  catalogue: {
    ...sampleCatalogue,
    products: [
      {
        ...{ productId: 'BACKUP-STD', platformId: null, name: 'Standard', chosen: {} },
        price: { gross: '4.00', cost: '2.50', currency: 'EUR' },
        ...{ minQuantity: 3, maxQuantity: null, requires: null, onePerCustomer: true },
        ...{ upgradeTo: [], cancelWindowDays: 14 },
      },
    ],
  },
  settings: { isLinkedToCredit: true },
};
const parkedStep = { stepId: '{{stepId}}' };
const cancelRules = { serviceId: '{{serviceId}}', operation: 'subscription.cancel' };
const aSmallOrder = someFacts({ amount: '50.00' });
const content = someContent();
const cases = [
  { name: 'a small order passes', facts: aSmallOrder, expect: { verdict: 'approved' } },
];
const bakery = { source: 'erp', kind: 'number', value: 'D-1001' };

/** A bakery buys on account, from its first line to the figures of the ERP: every operation once. */
export const story: readonly Step[] = [
  {
    operation: 'createOrganization',
    body: { name: 'Bakery De Molen', references: [bakery] },
    save: { organizationId: 'organizationId' },
  },
  {
    operation: 'importOrganizations',
    body: 'name,kvk_number,erp_number\nButcher Van Dam,28092355,D-1002\nNo number,123,D-1003\n',
  },
  {
    operation: 'addReference',
    params: organization,
    body: { source: 'shop', kind: 'customer', value: '77' },
  },
  {
    operation: 'removeReference',
    params: { ...organization, source: 'shop', kind: 'customer', value: '77' },
  },
  {
    operation: 'renameOrganization',
    params: organization,
    body: { name: 'Bakery De Molen BV' },
  },
  { operation: 'getOrganization', params: organization },
  { operation: 'findOrganization', query: bakery },
  { operation: 'listOrganizations', query: { limit: '2' } },
  {
    operation: 'setCreditLine',
    params: organization,
    body: { currency: 'EUR', limit: eur('1000.00'), reason: 'first agreement' },
  },
  {
    operation: 'placeHold',
    body: { organizationId: '{{organizationId}}', amount: eur('400.00'), source: 'shop.order:1' },
    save: { holdId: 'hold.holdId' },
  },
  {
    operation: 'placeHold',
    body: { organizationId: '{{organizationId}}', amount: eur('750.00'), source: 'shop.order:2' },
  },
  { operation: 'resizeHold', params: hold, body: { amount: eur('450.00') } },
  { operation: 'extendHold', params: hold, body: { dueAt: '2030-04-01T00:00:00Z' } },
  {
    operation: 'captureHold',
    params: hold,
    body: { amount: eur('300.00'), reference: 'INV-2030-17' },
  },
  { operation: 'releaseHold', params: hold, body: { reason: 'the rest is not delivered' } },
  { operation: 'getHold', params: hold },
  {
    operation: 'postErpFigures',
    params: organization,
    body: { used: eur('300.00'), available: eur('700.00'), captures: ['INV-2030-17'] },
  },
  { operation: 'getCreditLine', params: organization },
  { operation: 'listCreditLines', query: { limit: '10' } },
  {
    operation: 'addRate',
    body: { from: 'USD', to: 'EUR', rate: '0.925', validFrom: '2030-03-01' },
  },
  { operation: 'listRates' },
  {
    operation: 'placeHold',
    body: {
      organizationId: '{{organizationId}}',
      amount: { amount: '100.00', currency: 'USD' },
      dueAfterSeconds: 1,
    },
    save: { expiredId: 'hold.holdId' },
  },
  { operation: 'reviveHold', before: 'expire', params: { holdId: '{{expiredId}}' }, body: {} },
  { operation: 'listHolds', query: { organizationId: '{{organizationId}}', state: 'open' } },
  {
    operation: 'listDecisions',
    before: 'judge',
    query: { organizationId: '{{organizationId}}', verdict: 'refused' },
  },
  { operation: 'getDecision', params: { decisionId: '{{decisionId}}' } },
  { operation: 'explainDecision', params: { decisionId: '{{decisionId}}' } },
  {
    operation: 'listApplications',
    before: 'application',
    query: { limit: '10' },
  },
  { operation: 'getApplication', params: application },
  {
    operation: 'decideApplication',
    as: 'approver',
    params: application,
    body: { version: 1, verdict: 'approved', reason: 'known for years' },
  },
  {
    operation: 'cancelApplication',
    before: 'application',
    as: 'controller',
    params: application,
    body: { version: 1, reason: 'the shop sent it twice' },
  },
  {
    operation: 'listReviews',
    before: 'review',
    query: { organizationId: '{{organizationId}}' },
  },
  { operation: 'getReview', params: review },
  { operation: 'assignReview', as: 'approver', params: review, body: { version: 1, userId: null } },
  {
    operation: 'decideReview',
    as: 'approver',
    params: review,
    body: { version: 2, verdict: 'approved', reason: 'paid this morning, the bank is slow' },
  },
  {
    operation: 'withdrawReview',
    before: 'review',
    as: 'controller',
    params: review,
    body: { version: 1, reason: 'the customer ordered twice' },
  },
  {
    operation: 'stopCreditLine',
    params: organization,
    body: { reason: 'the last invoice is overdue' },
  },
  { operation: 'resumeCreditLine', params: organization, body: { reason: 'it was paid' } },
  {
    operation: 'setCreditLine',
    before: 'raiseThreshold',
    as: 'controller',
    params: organization,
    body: { currency: 'EUR', limit: eur('9000.00'), reason: 'a second shop' },
    save: { proposalId: 'proposal.proposalId', changeHash: 'proposal.changeHash' },
  },
  { operation: 'listProposals', query: { status: 'pending' } },
  { operation: 'getProposal', params: { proposalId: '{{proposalId}}' } },
  {
    operation: 'approveProposal',
    as: 'approver',
    params: { proposalId: '{{proposalId}}' },
    body: { changeHash: '{{changeHash}}' },
  },
  {
    operation: 'setCreditLine',
    as: 'controller',
    params: organization,
    body: { currency: 'EUR', limit: eur('20000.00') },
    save: { secondId: 'proposal.proposalId' },
  },
  { operation: 'rejectProposal', as: 'approver', params: { proposalId: '{{secondId}}' } },
  {
    operation: 'setCreditLine',
    as: 'controller',
    params: organization,
    body: { currency: 'EUR', limit: eur('15000.00') },
    save: { thirdId: 'proposal.proposalId' },
  },
  { operation: 'withdrawProposal', as: 'controller', params: { proposalId: '{{thirdId}}' } },
  { operation: 'listEvents', query: { startId: '1', limit: '2' } },
  { operation: 'closeCreditLine', params: organization },
  {
    operation: 'putCompany',
    params: { companyNumber: 'kvk:68750110' },
    body: {
      name: 'Test BV Donald',
      numbers: [{ scheme: 'kvk-branch', number: '000037178598' }],
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'BV',
      active: true,
      foundedOn: '2017-05-19',
      activities: [{ code: '01241', text: 'Growing of apples and pears', isMain: true }],
    },
  },
  { operation: 'getCompany', params: { companyNumber: 'kvk:68750110' } },
  { operation: 'lookUpCompany', body: { regNumber: '000037178598' } },
  {
    operation: 'importCompanies',
    body: 'kvk_number,name,city,legal_form,active\n68727720,Test NV Katrien,Veendam,NV,yes\n',
  },
  {
    operation: 'importLeiRecords',
    body: '{"data":[{"type":"lei-records","attributes":{"lei":"724500AAAAAAAAAAAA01","entity":{"legalName":{"name":"Test NV Katrien"},"registeredAt":{"id":"RA000463"},"registeredAs":"68727720","status":"ACTIVE"}}}]}',
  },
  { operation: 'listCompanies', query: { limit: '10' } },
  { operation: 'createRuleset', body: JSON.stringify({ name: 'Small orders', content, cases }) },
  {
    operation: 'draftRuleset',
    params: { rulesetId: '1' },
    body: JSON.stringify({ content: { ...content, hold: true }, cases }),
    save: { rulesetHash: 'hash' },
  },
  { operation: 'verifyRuleset', params: firstVersion },
  { operation: 'testRuleset', params: firstVersion, body: { facts: { ...aSmallOrder } } },
  {
    operation: 'publishRuleset',
    as: 'approver',
    params: firstVersion,
    body: { hash: '{{rulesetHash}}' },
  },
  { operation: 'activateRuleset', as: 'approver', params: firstVersion },
  { operation: 'getRulesetVersion', params: firstVersion },
  {
    operation: 'rollBackRuleset',
    as: 'approver',
    params: { rulesetId: '1' },
    body: { version: 1 },
  },
  {
    operation: 'createRuleset',
    body: '{"name":"Balanced","ready":"balanced"}',
    save: { readyHash: 'hash' },
  },
  {
    operation: 'publishRuleset',
    as: 'approver',
    params: { rulesetId: '2', version: '1' },
    body: { hash: '{{readyHash}}' },
  },
  { operation: 'retireRuleset', as: 'approver', params: { rulesetId: '2', version: '1' } },
  { operation: 'getRuleset', params: { rulesetId: '1' } },
  { operation: 'listRulesets' },
  { operation: 'declareService', body: backup, save: { declaredId: 'serviceId' } },
  {
    operation: 'changeService',
    params: { serviceId: '{{declaredId}}' },
    body: { name: 'Cloud Backup', catalogue: backup.catalogue, settings: { credit: 'always' } },
  },
  { operation: 'getService', params: { serviceId: '{{declaredId}}' } },
  { operation: 'listServices' },
  { operation: 'listSubscriptions', before: 'objects', query: { accountId: '4711' } },
  { operation: 'getSubscription', params: anObject },
  { operation: 'listSubscriptionEvents', params: anObject },
  { operation: 'listAssets', query: { accountId: '4711' } },
  { operation: 'getAsset', params: anObject },
  { operation: 'listAssetEvents', params: anObject },
  {
    operation: 'draftBusinessRules',
    before: 'service',
    params: cancelRules,
    body: JSON.stringify({ ready: true }),
    save: { ruleHash: 'hash' },
  },
  { operation: 'verifyBusinessRules', params: { ...cancelRules, version: '1' } },
  {
    operation: 'testBusinessRules',
    params: { ...cancelRules, version: '1' },
    body: { facts: { daysSincePurchase: 15, cancelWindowDays: 14 }, language: 'nl' },
  },
  {
    operation: 'publishBusinessRules',
    as: 'approver',
    params: { ...cancelRules, version: '1' },
    body: { hash: '{{ruleHash}}' },
  },
  {
    operation: 'activateBusinessRules',
    as: 'approver',
    params: { ...cancelRules, version: '1' },
  },
  { operation: 'getBusinessRuleVersion', params: { ...cancelRules, version: '1' } },
  {
    operation: 'rollBackBusinessRules',
    as: 'approver',
    params: cancelRules,
    body: { version: 1 },
  },
  { operation: 'getBusinessRules', params: cancelRules },
  { operation: 'listBusinessRules', query: { serviceId: '{{serviceId}}' } },
  { operation: 'listProviderSteps', before: 'parkedStep', query: { status: 'parked' } },
  { operation: 'getProviderStep', params: parkedStep },
  { operation: 'retryProviderStep', params: parkedStep, body: { version: 3 } },
  {
    operation: 'giveUpProviderStep',
    params: parkedStep,
    body: { version: 4, reason: 'The provider has closed down.' },
  },
  {
    operation: 'putPaymentBehaviour',
    params: organization,
    body: {
      overdueAmount: eur('640.00'),
      overdueDays: 12,
      oldestOpenItemDays: 41,
      paymentBehaviour: 'slow',
      asOf: '2030-02-28',
    },
  },
  { operation: 'getPaymentBehaviour', params: organization },
  {
    operation: 'importPaymentBehaviour',
    body: 'erp_number,as_of,overdue_amount,overdue_days,payment_behaviour\nD-1001,2030-03-01,0.00,0,prompt\nD-9999,2030-03-01,10.00,3,slow\n',
  },
];
