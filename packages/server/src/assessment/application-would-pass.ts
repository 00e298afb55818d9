import {
  type ApplicationReader,
  applicationIdOf,
  type DecisionsReader,
} from '../decisions/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { ApplicationSettings } from './application.ts';
import {
  type ApplicationFactDeps,
  creditFactsOf,
  gatherApplicationFacts,
} from './application-facts.ts';
import { type HoldDeps, wouldHold } from './application-hold.ts';
import { asksForHold, judgeApplication, judgeHold } from './judge-application.ts';
import type { WouldPass } from './recheck-service.ts';

export type ApplicationWouldPassDeps = ApplicationFactDeps &
  HoldDeps & {
    readonly applications: Pick<ApplicationReader, 'application' | 'earlierOf'>;
    readonly rulesets: Pick<DecisionsReader, 'versionInForce'>;
    readonly settingsOf: (tenantId: TenantId) => Promise<ApplicationSettings>;
  };

/**
 * Whether an application would pass by now: the rules in force, on the facts as they are. Nothing is
 * written; a register that is silent, or rules that are not in force, say nothing.
 */
export function createApplicationWouldPass(deps: ApplicationWouldPassDeps): WouldPass {
  return async ({ tenantId, subject }) => {
    const id = applicationIdOf(subject);
    const application = id === null ? null : await deps.applications.application(tenantId, id);
    if (application === null) return null;
    const facts = await gatherApplicationFacts(deps, tenantId, application.regNumber);
    if (facts.company.kind === 'silent') return null;
    const { rulesetId } = application;
    const version = await deps.rulesets.versionInForce(tenantId, rulesetId, facts.now);
    if (version === null) return null;
    const settings = await deps.settingsOf(tenantId);
    const told = creditFactsOf(facts, application, settings);
    const judged = judgeApplication(version, facts, told);
    if (judgeHold(version, facts, told, judged).status !== 'approved') return false;
    const { organizationId, levels } = facts;
    if (!asksForHold(version, told) || organizationId === null || levels === null) return true;
    const actor = application.createdBy;
    return wouldHold(deps, application, { organizationId, levels, settings, actor });
  };
}
