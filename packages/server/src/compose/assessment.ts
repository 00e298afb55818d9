import {
  type AccountDirectory,
  type ApplicationService,
  accountReference,
  chooseRuleset,
  createCompanyOfOrganization,
  createCreditCheckService,
  createDueHoldService,
  createJudgeBasket,
  createPurchaseService,
  createRecheckService,
  createStandInService,
  createWatchService,
  createWouldPass,
  type InstallationOf,
  type Platform,
  rulesetHashOf,
  type StandInSpool,
} from '../assessment/index.ts';
import { applicationIdOf } from '../decisions/index.ts';
import type { Log } from '../http/index.ts';
import { judgeBeside } from './basket-beside.ts';
import { createBasketBooks } from './basket-books.ts';
import { createCheckSettings } from './check-settings.ts';
import type { Desk } from './desk.ts';

export type Assessment = ReturnType<typeof composeAssessment>;

/** The desk at work: credit checks, and what becomes of holds that fall due. */
export function composeAssessment(
  { storage, readers, parties, companies, ports }: Desk,
  {
    applications,
    platform,
    spool,
    log,
  }: {
    readonly applications: Pick<ApplicationService, 'wouldPass'>;
    readonly platform: Platform;
    readonly spool: StandInSpool | null;
    readonly log: Log;
  },
) {
  const { clock, ids, hash } = ports;
  const common = {
    ledger: { commit: storage.commit },
    platform,
    accounts: accountDirectory(parties),
    settings: { settingsOf: createCheckSettings(parties) },
    clock,
    ids,
    hash,
  };
  const checkDeps = {
    ...common,
    credit: storage.credit,
    books: createBasketBooks(readers.baskets),
    decisions: readers.decisions,
    reviews: readers.reviews,
    rulesets: readers.rulesets,
    earlier: readers.earlier,
    companyOf: createCompanyOfOrganization({ parties, companies }),
    payments: readers.paymentBehaviour,
  };
  const { askBeside } = storage;
  const here = createJudgeBasket(checkDeps);
  const creditChecks = createCreditCheckService(
    checkDeps,
    askBeside === null ? here : judgeBeside(askBeside, here),
  );
  const passes = createWouldPass(checkDeps);
  const rechecks = createRecheckService({
    reviews: readers.reviewScans,
    payments: readers.paymentBehaviourScans,
    credit: storage.credit,
    ledger: common.ledger,
    wouldPass: (review) =>
      applicationIdOf(review.subject) === null ? passes(review) : applications.wouldPass(review),
    rulesOf: async (tenantId) => {
      const settings = await common.settings.settingsOf(tenantId);
      const chosen = await chooseRuleset(checkDeps, tenantId, settings, clock.now());
      const rules = `${rulesetHashOf(hash, settings)} ${chosen?.version?.hash ?? ''}`;
      return `${rules} ${settings.behaviourMaxAgeUs ?? ''}`;
    },
    clock,
  });
  const dueHolds = createDueHoldService({
    ...common,
    credit: storage.credit,
    inquiries: readers.inquiries,
    // Until there are notices: the decision is the record, and the log is where somebody looks.
    notify: ({ hold: { tenantId, holdId }, reason }) =>
      log.warn({ tenantId, holdId, reason: reason.code }, 'a hold that fell due needs a look'),
  });
  const watches = createWatchService({
    ...common,
    credit: storage.credit,
    watches: readers.watches,
    notify: ({ watch: { tenantId, subject }, reason }) =>
      log.warn({ tenantId, subject, reason }, 'an order was executed without a yes'),
  });
  const standIn = createStandInService({
    ...common,
    check: creditChecks.check,
    spool,
    notify: ({ kind, yes: { tenantId, decisionId, cause } }) =>
      log.warn({ tenantId, decisionId, kind, cause }, 'a yes was given without the facts'),
  });
  const purchases = createPurchaseService({ ...common, credit: storage.credit });
  return { standIn, purchases, dueHolds, watches, rechecks };
}

/** Whose account a platform speaks of. */
function accountDirectory(parties: Desk['parties']): AccountDirectory {
  return {
    organizationOf: ({ tenantId, installation }: InstallationOf, accountId: string) => {
      const reference = accountReference(installation, accountId);
      return parties.organizationIdOf(tenantId, reference);
    },
  };
}
