import type { Instant } from '../kernel/clock.ts';
import type { FulfilmentAnswer, FulfilmentCall } from './fulfilment-call.ts';
import type {
  CreditDesk,
  FetchPlatformFacts,
  FulfilmentReader,
  OutsideFactName,
  RuleAsks,
  RuleBook,
} from './ports.ts';
import { noOutsideFacts, type OutsideFacts, ruleFacts } from './rule-facts.ts';
import { selectMessage } from './select-message.ts';
import type { StoredObject } from './stored-object.ts';
import { type StoredService, toService } from './stored-service.ts';

export type RuleDeps = {
  readonly reader: Pick<FulfilmentReader, 'seenSubscriptions'>;
  readonly rules: RuleBook;
  readonly credit: Pick<CreditDesk, 'headroom'>;
  readonly platformFacts: FetchPlatformFacts;
};

/**
 * What the business rules say of a call, null where it breaks none. What they do not look at is neither
 * read nor fetched. Where a fact from outside does not come, no rule is asked.
 */
export async function judgeRules(
  deps: RuleDeps,
  call: FulfilmentCall,
  of: {
    readonly service: StoredService;
    readonly current: StoredObject | null;
    readonly asks: RuleAsks;
  },
  now: Instant,
): Promise<FulfilmentAnswer | null> {
  const { tenantId, operation } = call;
  const { service, current, asks } = of;
  const { serviceId } = service;
  const accountId = current?.accountId ?? call.accountId ?? '';
  const names = asks.outside;
  const [subscriptions, outside] = await Promise.all([
    asks.others ? deps.reader.seenSubscriptions(call, accountId) : null,
    names.length === 0 ? noOutsideFacts : fetchFacts(deps, call, accountId, names),
  ]);
  const missing = names.filter((name) => (outside[name] ?? null) === null);
  if (missing.length > 0) return { kind: 'facts_missing', names: missing };

  const facts = ruleFacts({
    operation,
    service: toService(service),
    accountId,
    desired: call.desired,
    current,
    subscriptions,
    requester: call.requester,
    isTrial: call.isTrial,
    isFromOrder: call.isFromOrder,
    settings: call.settings,
    outside: { ...noOutsideFacts, ...outside },
    now,
  });
  const broken = await deps.rules.brokenRules(tenantId, serviceId, operation, facts, call.language);
  const message = selectMessage(broken);
  return message === null ? null : { kind: 'broken', message };
}

async function fetchFacts(
  { credit, platformFacts }: RuleDeps,
  call: FulfilmentCall,
  accountId: string,
  names: readonly OutsideFactName[],
): Promise<Partial<OutsideFacts>> {
  const ofPlatform = names.filter((name) => name !== 'headroom');
  const { platform, deadlineAt } = call;
  const [headroom, told] = await Promise.all([
    names.includes('headroom') ? credit.headroom(call, accountId) : null,
    ofPlatform.length === 0
      ? {}
      : platformFacts(call, { ...platform, accountId, names: ofPlatform, deadlineAt }),
  ]);
  return { ...told, headroom };
}
