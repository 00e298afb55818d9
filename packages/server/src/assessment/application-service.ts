import type { CreditUnit, Ledger } from '../credit/index.ts';
import type {
  Application,
  ApplicationReader,
  DecisionsReader,
  Ruleset,
  RulesetId,
  RulesetVersion,
} from '../decisions/index.ts';
import { postponedApplication } from '../decisions/index.ts';
import { assert, present } from '../kernel/assert.ts';
import { type Instant, instant, plus, second } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { KeyReader, UnitKey } from '../kernel/unit-of-work.ts';
import type {
  ApplicationAnswer,
  ApplicationFacts,
  ApplicationRequest,
  ApplicationSettings,
} from './application.ts';
import {
  type ApplicationFactDeps,
  creditFactsOf,
  gatherApplicationFacts,
} from './application-facts.ts';
import { type HoldDeps, holdOfApplication } from './application-hold.ts';
import {
  heldApplicationUnit,
  judgedApplicationUnit,
  newApplicationUnit,
  pendingApplicationUnit,
  type UnitDeps,
} from './application-unit.ts';
import { createApplicationWouldPass } from './application-would-pass.ts';
import {
  type ApplicationVerdict,
  asksForHold,
  judgeApplication,
  judgeHold,
  leftToPerson,
} from './judge-application.ts';
import type { WouldPass } from './recheck-service.ts';

export type ApplicationDeps = ApplicationFactDeps &
  UnitDeps &
  HoldDeps & {
    readonly ledger: Ledger;
    readonly applications: ApplicationReader;
    readonly rulesets: Pick<DecisionsReader, 'versionInForce' | 'rulesets'>;
    readonly keys: KeyReader;
    readonly settingsOf: (tenantId: TenantId) => Promise<ApplicationSettings>;
  };

export type ApplicationService = {
  /** The version that judges a new application; null where the tenant has none in force. */
  readonly rulesetInForce: (
    tenantId: TenantId,
    rulesetId: RulesetId,
  ) => Promise<RulesetVersion | null>;
  /** Those that have a version in force, by their ids. */
  readonly rulesetsInForce: (tenantId: TenantId) => Promise<readonly Ruleset[]>;
  /**
   * Judges at once where the register answers within a second and a half, else leaves the application
   * pending. Throws a `Fault` where storage fails: then nothing was written, or the key tells.
   */
  readonly create: (request: ApplicationRequest) => Promise<ApplicationAnswer>;
  /** Asks once more for the facts of pending applications that are due; tells how many moved. */
  readonly settle: (mayGoOn: () => boolean) => Promise<number>;
  /** Of an application that waits for a person. */
  readonly wouldPass: WouldPass;
};

/** Requests for a decision about a company: gathered, judged, and kept moving while they wait. */
export function createApplicationService(deps: ApplicationDeps): ApplicationService {
  // Keys and equal requests that are being worked on in this process.
  const underWay = new Map<string, Promise<ApplicationAnswer>>();
  const alone = (name: string, work: () => Promise<ApplicationAnswer>) => {
    const answer = work().finally(() => underWay.delete(name));
    underWay.set(name, answer);
    return answer;
  };

  return {
    rulesetInForce: (tenantId, rulesetId) =>
      deps.rulesets.versionInForce(tenantId, rulesetId, deps.clock.now()),

    rulesetsInForce: async (tenantId) => {
      const { items } = await deps.rulesets.rulesets(tenantId, { after: null, limit: rulesetsMax });
      const now = deps.clock.now();
      const versions = await Promise.all(
        items.map(({ rulesetId }) => deps.rulesets.versionInForce(tenantId, rulesetId, now)),
      );
      return items.filter((_, index) => versions[index] !== null);
    },

    create: async (request) => {
      const settings = await deps.settingsOf(request.tenantId);
      const key = keyOf(request);
      if (key !== null) {
        const name = `${request.tenantId}\n${key.scope}\n${key.value}`;
        if (underWay.has(name)) return { kind: 'key_in_use' };
        return alone(
          name,
          async () => (await usedBefore(deps, request, key)) ?? make(deps, request, settings, key),
        );
      }
      if (request.reference === null || settings.retryWindowUs === 0n) {
        return make(deps, request, settings, null);
      }
      const name = `${request.tenantId}\n${request.actor}\n\n${request.contentHash}`;
      const asked = underWay.get(name);
      if (asked !== undefined) return repeated(await asked);
      return alone(
        name,
        async () =>
          (await askedBefore(deps, request, settings)) ?? make(deps, request, settings, null),
      );
    },

    wouldPass: createApplicationWouldPass(deps),

    settle: async (mayGoOn) => {
      const due = await deps.applications.duePending(deps.clock.now(), pendingAtOnce);
      let moved = 0;
      for (const application of due) {
        if (!mayGoOn()) break;
        if (await settleOne(deps, application)) moved += 1;
      }
      return moved;
    },
  };
}

/** Rulesets of a tenant that are looked at. */
const rulesetsMax = 500;
const pendingAtOnce = 100;
/** The first pause of a pending application; it grows with its age. */
const firstPauseUs = 2n * second;
const longestPauseUs = 60n * second;

async function make(
  deps: ApplicationDeps,
  request: ApplicationRequest,
  settings: ApplicationSettings,
  key: UnitKey | null,
): Promise<ApplicationAnswer> {
  const { version, actor, key: _, ...rest } = request;
  const asked = {
    ...rest,
    rulesetId: version.rulesetId,
    currency: settings.currency,
    createdBy: actor,
  };
  const { tenantId, regNumber } = request;
  const facts = await gatherApplicationFacts(deps, tenantId, regNumber);
  const pending = () => pendingApplicationUnit(asked, plus(facts.now, firstPauseUs), key);
  if (facts.company.kind === 'silent') {
    return answerOf(deps, tenantId, await deps.ledger.commit(pending()));
  }
  const found = judged(version, facts, request, settings);
  if (!found.takesHold) {
    const unit = newApplicationUnit(deps, asked, found, key);
    return answerOf(deps, tenantId, await deps.ledger.commit(unit));
  }
  // The hold goes by the number of the application, which must have one first. Should nobody come
  // to the second step, the application is pending, and is judged again like any other.
  const begun = await answerOf(deps, tenantId, await deps.ledger.commit(pending()));
  if (begun.kind !== 'made' || begun.application.status !== 'pending') return begun;
  await deps.ledger.commit(await heldUnit(deps, begun.application, found));
  const { applicationId } = begun.application;
  const application = await deps.applications.application(tenantId, applicationId);
  return { ...begun, application: present(application, 'application') };
}

/** The approval with its hold. */
async function heldUnit(deps: ApplicationDeps, application: Application, found: Found) {
  const { facts, settings } = found;
  const organizationId = present(facts.organizationId, 'organization of a hold');
  const levels = present(facts.levels, 'line of a hold');
  const wanted = { organizationId, levels, settings, actor: application.createdBy };
  const hold = await holdOfApplication(deps, application, wanted);
  return heldApplicationUnit(deps, application, found, hold);
}

function judged(
  version: RulesetVersion,
  facts: ApplicationFacts,
  asked: Parameters<typeof creditFactsOf>[1],
  settings: ApplicationSettings,
) {
  const told = creditFactsOf(facts, asked, settings);
  const verdict = judgeHold(version, facts, told, judgeApplication(version, facts, told));
  const takesHold = verdict.status === 'approved' && asksForHold(version, told);
  return { facts, settings, rulesetHash: version.hash, verdict, takesHold };
}

type Found = Omit<ReturnType<typeof judged>, 'rulesetHash'> & {
  readonly rulesetHash: string | null;
};

async function answerOf(
  deps: ApplicationDeps,
  tenantId: TenantId,
  outcome: Awaited<ReturnType<Ledger['commit']>>,
): Promise<ApplicationAnswer> {
  if (outcome.kind === 'refused') {
    const isReused = outcome.reasons.some(({ code }) => code === 'key.other_content');
    assert(isReused, 'a new application is refused');
    return { kind: 'key_reused' };
  }
  const id = Number(present(outcome.number, 'number of an application'));
  const application = present(await deps.applications.application(tenantId, id), 'application');
  return { kind: 'made', application, isRepeat: outcome.repeated };
}

function keyOf({ actor, key, contentHash }: ApplicationRequest): UnitKey | null {
  if (key === null) return null;
  return { scope: `application.${actor}`, value: key, fingerprint: contentHash };
}

/** A key that was used needs no facts: the application is there, or the content is another one. */
async function usedBefore(
  deps: ApplicationDeps,
  { tenantId }: ApplicationRequest,
  key: UnitKey,
): Promise<ApplicationAnswer | null> {
  const used = await deps.keys.used(tenantId, key);
  if (used === null) return null;
  if (used.fingerprint !== key.fingerprint || used.number === null) return { kind: 'key_reused' };
  const application = await deps.applications.application(tenantId, Number(used.number));
  return { kind: 'made', application: present(application, 'application'), isRepeat: true };
}

async function askedBefore(
  { applications, clock }: ApplicationDeps,
  { tenantId, actor, contentHash, reference }: ApplicationRequest,
  { retryWindowUs }: ApplicationSettings,
): Promise<ApplicationAnswer | null> {
  const since = instant(clock.now() - retryWindowUs);
  const asked = { createdBy: actor, contentHash, reference: reference ?? '', since };
  const application = await applications.sameAsked(tenantId, asked);
  return application === null ? null : { kind: 'made', application, isRepeat: true };
}

function repeated(answer: ApplicationAnswer): ApplicationAnswer {
  return answer.kind === 'made' ? { ...answer, isRepeat: true } : answer;
}

/** False where it stays pending, or somebody else was faster. */
async function settleOne(deps: ApplicationDeps, application: Application): Promise<boolean> {
  const { tenantId, rulesetId, regNumber, createdAt } = application;
  const settings = await deps.settingsOf(tenantId);
  const facts = await gatherApplicationFacts(deps, tenantId, regNumber);
  const { company, now } = facts;
  if (company.kind === 'silent' && now - createdAt < settings.pendingLimitUs) {
    const nextAskAt = nextAsk(createdAt, now);
    await deps.ledger.commit(rowUnit(application, postponedApplication(application, nextAskAt)));
    return false;
  }
  const version = await deps.rulesets.versionInForce(tenantId, rulesetId, now);
  const left = (verdict: ApplicationVerdict) => ({
    ...{ facts, settings, rulesetHash: version?.hash ?? null, verdict, takesHold: false },
  });
  const found =
    company.kind === 'silent'
      ? left(leftToPerson({ code: 'assessment.company_silent', cause: company.reason }, 'source'))
      : version === null
        ? left(leftToPerson({ code: 'assessment.ruleset_unavailable' }, 'gap'))
        : judged(version, facts, application, settings);
  const outcome = await deps.ledger.commit(
    found.takesHold
      ? await heldUnit(deps, application, found)
      : judgedApplicationUnit(deps, application, found),
  );
  // A hold that the ledger refuses moves the application as well: to a person.
  return outcome.kind === 'done' || !outcome.reasons.some(({ code }) => code === 'row.changed');
}

/** As long again as it has waited, within bounds. */
function nextAsk(createdAt: Instant, now: Instant): Instant {
  const age = now - createdAt;
  if (age < firstPauseUs) return plus(now, firstPauseUs);
  return plus(now, age > longestPauseUs ? longestPauseUs : age);
}

function rowUnit(
  { tenantId }: Application,
  row: ReturnType<typeof postponedApplication>,
): CreditUnit {
  return {
    tenantId,
    key: null,
    credit: [],
    rows: { ifDone: [row], ifRefused: [] },
    deadlineAt: null,
  };
}
