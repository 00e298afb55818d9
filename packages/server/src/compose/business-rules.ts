import {
  type BusinessRuleService,
  createBusinessRuleService,
  createRuleBook,
  type DefaultLanguage,
  type LookAtRules,
  type RuleBook,
} from '../fulfilment/index.ts';
import type { PartyService } from '../parties/index.ts';
import type { Storage } from '../storage/index.ts';
import type { SystemPorts } from '../system-ports.ts';
import type { Readers } from './readers.ts';

export type BusinessRuleDesk = {
  readonly businessRules: BusinessRuleService;
  /** What is in force; what this server activates counts here at once. */
  readonly ruleBook: RuleBook;
};

/** What providers publish, and what calls of platforms are judged by. */
export function composeBusinessRules(desk: {
  readonly storage: Storage;
  readonly readers: Pick<Readers, 'businessRules' | 'fulfilment'>;
  readonly parties: Pick<PartyService, 'tenant'>;
  readonly ports: Pick<SystemPorts, 'clock' | 'hash'>;
  readonly lookAtRules: LookAtRules;
}): BusinessRuleDesk {
  const { storage, readers, parties, ports, lookAtRules } = desk;
  const reader = readers.businessRules;
  const defaultLanguage: DefaultLanguage = async (tenantId, serviceId) => {
    const service = await readers.fulfilment.serviceById(tenantId, serviceId);
    if (service === null) return null;
    return service.settings.language ?? (await parties.tenant(tenantId))?.language ?? null;
  };
  const ruleBook = createRuleBook({ reader, defaultLanguage, clock: ports.clock });
  const businessRules = createBusinessRuleService({
    reader,
    commit: storage.commit,
    hash: ports.hash,
    defaultLanguage,
    lookAt: lookAtRules,
    onActivated: ruleBook.forget,
  });
  return { businessRules, ruleBook };
}
