import type { NativeApplication } from '@aval/wire';
import type { Application } from '../decisions/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireInstant } from './to-wire-hold.ts';

export function toWireApplication(application: Application): NativeApplication {
  return {
    applicationId: String(application.applicationId),
    status: application.status,
    rulesetId: application.rulesetId,
    rulesetHash: application.rulesetHash,
    regNumber: application.regNumber,
    companyId: application.companyId,
    companyName: application.company?.name ?? null,
    amount: application.amount,
    currency: application.currency,
    language: application.language,
    reference: application.reference,
    decisionId: application.decisionId,
    createdAt: formatInstant(application.createdAt),
    decidedAt: toWireInstant(application.decidedAt),
    decidedBy: application.decidedBy,
    reason: application.reason,
    version: Number(application.version),
  };
}
