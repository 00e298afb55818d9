import { createBulkhead } from '../kernel/bulkhead.ts';
import { Fault } from '../kernel/fault.ts';
import { createInFlight } from '../kernel/in-flight.ts';
import {
  type ChosenRuleset,
  chooseRuleset,
  needsBilling,
  type RulesetSource,
} from './ask-ruleset.ts';
import { type CreditCheckAnswer, type CreditCheckRequest, sourceOf } from './credit-check.ts';
import type { JudgeDeps } from './found-basket.ts';
import { askPlatform, type PlatformDeps } from './gather-facts.ts';
import { type AskedBasket, createJudgeBasket, type JudgeBasket } from './judge-basket.ts';
import type { CheckSettings, SettingSource } from './ports.ts';
import { unjudgedBy } from './record-decision.ts';

export type CreditCheckDeps = JudgeDeps &
  RulesetSource &
  PlatformDeps & {
    readonly settings: SettingSource;
  };

export type CreditCheckService = {
  /**
   * Judges a basket. Calls for one basket that are in flight together share one judgement; nothing
   * of it is kept for a later call. Where the ledger cannot be read, or a yes cannot be written, the
   * answer is a no that says so (`unjudged`): never a yes.
   */
  readonly check: (request: CreditCheckRequest) => Promise<CreditCheckAnswer>;
};

/** `judge`: where the judgement runs. Unless told otherwise, here. */
export function createCreditCheckService(
  deps: CreditCheckDeps,
  judge: JudgeBasket = createJudgeBasket(deps),
): CreditCheckService {
  const inFlight = createInFlight<CreditCheckAnswer>();
  const underWay = createBulkhead(checksAtOnce);
  const atPlatform = createBulkhead(asksAtOnce);
  const judgeNew = async (request: CreditCheckRequest, installation: string) => {
    const asked = await atPlatform(installation, () => askAbout(deps, request));
    const { settings, facts, chosen } = asked;
    if (chosen instanceof Fault) return unjudgedBy(asked, chosen);
    try {
      return await judge({ request, settings, facts, chosen });
    } catch (error) {
      if (error instanceof Fault) return unjudgedBy(asked, error);
      throw error;
    }
  };
  return {
    check: (request) =>
      inFlight.join(`${request.tenantId}\n${sourceOf(request)}`, request.deadlineAt, () => {
        const installation = `${request.tenantId}\n${request.installation}`;
        return underWay(installation, () => judgeNew(request, installation));
      }),
  };
}

/** Of one installation: two batches of the storage worker. The checks of others do not wait for more. */
const checksAtOnce = 256;

/** Of these, enough to keep all connections to the platform (64) busy. More would only wait. */
const asksAtOnce = 96;

type Asked = Omit<AskedBasket, 'chosen'> & { readonly chosen: ChosenRuleset | null | Fault };

async function askAbout(deps: CreditCheckDeps, request: CreditCheckRequest): Promise<Asked> {
  const settings = await deps.settings.settingsOf(request.tenantId);
  const chosen = settings.rulesetId === null ? null : await chosenOf(deps, request, settings);
  const ruleset = chosen instanceof Fault ? null : chosen;
  const facts = await askPlatform(deps, request, settings, needsBilling(ruleset));
  return { request, settings, facts, chosen };
}

async function chosenOf(
  deps: CreditCheckDeps,
  { tenantId }: CreditCheckRequest,
  settings: CheckSettings,
): Promise<ChosenRuleset | null | Fault> {
  try {
    return await chooseRuleset(deps, tenantId, settings, deps.clock.now());
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
