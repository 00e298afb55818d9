import type { CreditReader, Levels, PlaceHold } from '../credit/index.ts';
import {
  type Application,
  type DecisionsReader,
  type HoldOfApproval,
  subjectOfApplication,
} from '../decisions/index.ts';
import { type Clock, dateOf } from '../kernel/clock.ts';
import { exponentOf } from '../kernel/currency.ts';
import type { Ids, OrganizationId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { PartyService } from '../parties/index.ts';
import type { ApplicationSettings } from './application.ts';
import { judgeLine } from './judge-line.ts';

export type HoldDeps = {
  readonly credit: Pick<CreditReader, 'levels' | 'rate'>;
  readonly ids: Ids;
  readonly clock: Clock;
};

type Held = Pick<Application, 'tenantId' | 'applicationId' | 'amount' | 'currency'>;

type Wanted = {
  readonly organizationId: OrganizationId;
  readonly levels: Levels;
  readonly settings: ApplicationSettings;
  /** Who says yes: `key:cred_…` where rules do, `user:user_…` where a person does. */
  readonly actor: string;
  /** That person granted it over the limit. */
  readonly isOverLimit?: boolean;
};

/**
 * The hold that an approved application takes where its ruleset asks for one. It goes by the
 * application's number, and ends by itself unless somebody captures or releases it.
 */
export async function holdOfApplication(
  deps: HoldDeps,
  application: Held,
  { organizationId, levels, settings, actor, isOverLimit = false }: Wanted,
): Promise<PlaceHold> {
  const amount = amountOf(application);
  const isByPerson = actor.startsWith('user:');
  const { holdTtlUs, policy } = settings;
  const { currency } = levels[0];
  return {
    type: 'placeHold',
    holdId: deps.ids.next('hold'),
    organizationId,
    kind: 'native',
    amount,
    rate:
      amount.currency === currency
        ? null
        : await deps.credit.rate(
            application.tenantId,
            amount.currency,
            currency,
            dateOf(deps.clock.now()),
          ),
    source: subjectOfApplication(application.applicationId),
    ifLive: 'refuse',
    due: { afterUs: isByPerson ? holdTtlUs.review : holdTtlUs.native },
    origin: { context: isByPerson ? 'BACKOFFICE' : 'INTEGRATIONS', actor },
    policy,
    ...(isOverLimit ? { isOverLimit } : {}),
  };
}

/** Whether the ledger, as it is read now, would let the hold stand. */
export async function wouldHold(
  deps: HoldDeps,
  application: Held,
  wanted: Wanted,
): Promise<boolean> {
  const command = await holdOfApplication(deps, application, wanted);
  const view = { levels: wanted.levels, live: null };
  return judgeLine(application.tenantId, view, command, deps.clock.now()).length === 0;
}

export type PersonsHoldDeps = HoldDeps & {
  readonly rulesets: Pick<DecisionsReader, 'versionByHash'>;
  readonly parties: Pick<PartyService, 'organizationIdOf'>;
  readonly settingsOf: (tenantId: Application['tenantId']) => Promise<ApplicationSettings>;
};

/** What a person's approval needs of the ledger: as much as that of the rules. */
export function createHoldOfApproval(deps: PersonsHoldDeps): HoldOfApproval<PlaceHold> {
  return async (application, { actor, isOverLimit }) => {
    const { tenantId, rulesetHash, regNumber, company, amount } = application;
    const version =
      rulesetHash === null ? null : await deps.rulesets.versionByHash(tenantId, rulesetHash);
    if (version?.content.hold !== true || amount === 0) return { kind: 'none' };
    const value = company?.kvkNumber ?? regNumber;
    const reference = { source: 'kvk', kind: 'number', value };
    const organizationId = await deps.parties.organizationIdOf(tenantId, reference);
    const levels =
      organizationId === null ? null : await deps.credit.levels(tenantId, organizationId);
    if (organizationId === null || levels === null) return { kind: 'impossible' };
    const settings = await deps.settingsOf(tenantId);
    const wanted = { organizationId, levels, settings, actor, isOverLimit };
    return { kind: 'needed', command: await holdOfApplication(deps, application, wanted) };
  };
}

/** Amounts of applications are whole units. */
export function amountOf({ amount, currency }: Pick<Application, 'amount' | 'currency'>): Money {
  return money(BigInt(amount) * 10n ** BigInt(exponentOf(currency)), currency);
}
