import type { TSchema } from 'typebox';
import { ApplicationSchema } from './applications.ts';
import {
  BusinessRuleActivationSchema,
  BusinessRuleReceiptSchema,
  BusinessRuleReportSchema,
  BusinessRulesSchema,
  BusinessRuleTestSchema,
  BusinessRuleVersionSchema,
} from './business-rules.ts';
import { CompanyImportSchema, CompanySchema } from './companies.ts';
import { CreditLineSchema, CreditLineSummarySchema, LineReceiptSchema } from './credit-lines.ts';
import { DecisionSchema, DecisionSummarySchema } from './decisions.ts';
import { EventSchema } from './events.ts';
import { CaptureSchema, HoldSchema, ReasonSchema } from './holds.ts';
import { ImportReportSchema, OrganizationSchema, ReferenceSchema } from './organizations.ts';
import { PaymentBehaviourSchema } from './payment-behaviour.ts';
import { ProblemSchema } from './problem.ts';
import { ProposalSchema } from './proposal.ts';
import {
  ProviderStepReceiptSchema,
  ProviderStepSchema,
  ProviderStepSummarySchema,
} from './provider-steps.ts';
import { RateSchema } from './rates.ts';
import { ReviewSchema } from './review.ts';
import {
  JudgementSchema,
  RulesetActivationSchema,
  RulesetReceiptSchema,
  RulesetReportSchema,
  RulesetSchema,
  RulesetTestSchema,
  RulesetVersionSchema,
} from './rulesets.ts';
import {
  ApplicationIdSchema,
  CaptureIdSchema,
  CompanyIdSchema,
  CurrencySchema,
  DateSchema,
  DecisionIdSchema,
  HoldIdSchema,
  InstantSchema,
  LineIdSchema,
  MoneySchema,
  NotNegativeMoneySchema,
  OrganizationIdSchema,
  PositiveMoneySchema,
  ProposalIdSchema,
  ProviderStepIdSchema,
  RateIdSchema,
  ReviewIdSchema,
  ServiceIdSchema,
  UserIdSchema,
  VersionSchema,
} from './scalars.ts';
import {
  AssetDetailSchema,
  AssetSchema,
  FulfilmentEventSchema,
  SubscriptionDetailSchema,
  SubscriptionSchema,
} from './service-objects.ts';
import { ServiceSchema, ServiceSummarySchema } from './services.ts';
import { CreditTermsSchema } from './terms.ts';

/** The schemas that have a name in the documents; everything else stands where it is used. */
export const nativeSchemas: Readonly<Record<string, TSchema>> = {
  Problem: ProblemSchema,
  Money: MoneySchema,
  NotNegativeMoney: NotNegativeMoneySchema,
  PositiveMoney: PositiveMoneySchema,
  Currency: CurrencySchema,
  Instant: InstantSchema,
  Date: DateSchema,
  Version: VersionSchema,
  OrganizationId: OrganizationIdSchema,
  LineId: LineIdSchema,
  HoldId: HoldIdSchema,
  CaptureId: CaptureIdSchema,
  DecisionId: DecisionIdSchema,
  ProposalId: ProposalIdSchema,
  ReviewId: ReviewIdSchema,
  ApplicationId: ApplicationIdSchema,
  UserId: UserIdSchema,
  RateId: RateIdSchema,
  CompanyId: CompanyIdSchema,
  ServiceId: ServiceIdSchema,
  ProviderStepId: ProviderStepIdSchema,
  Reference: ReferenceSchema,
  Organization: OrganizationSchema,
  ImportReport: ImportReportSchema,
  PaymentBehaviour: PaymentBehaviourSchema,
  Company: CompanySchema,
  CompanyImport: CompanyImportSchema,
  CreditTerms: CreditTermsSchema,
  CreditLineSummary: CreditLineSummarySchema,
  CreditLine: CreditLineSchema,
  LineReceipt: LineReceiptSchema,
  Proposal: ProposalSchema,
  Hold: HoldSchema,
  Capture: CaptureSchema,
  Reason: ReasonSchema,
  DecisionSummary: DecisionSummarySchema,
  Decision: DecisionSchema,
  Review: ReviewSchema,
  Application: ApplicationSchema,
  Ruleset: RulesetSchema,
  RulesetVersion: RulesetVersionSchema,
  RulesetReceipt: RulesetReceiptSchema,
  RulesetActivation: RulesetActivationSchema,
  RulesetReport: RulesetReportSchema,
  RulesetTest: RulesetTestSchema,
  Judgement: JudgementSchema,
  BusinessRules: BusinessRulesSchema,
  BusinessRuleVersion: BusinessRuleVersionSchema,
  BusinessRuleReceipt: BusinessRuleReceiptSchema,
  BusinessRuleActivation: BusinessRuleActivationSchema,
  BusinessRuleReport: BusinessRuleReportSchema,
  BusinessRuleTest: BusinessRuleTestSchema,
  ServiceSummary: ServiceSummarySchema,
  Service: ServiceSchema,
  Subscription: SubscriptionSchema,
  SubscriptionDetail: SubscriptionDetailSchema,
  Asset: AssetSchema,
  AssetDetail: AssetDetailSchema,
  FulfilmentEvent: FulfilmentEventSchema,
  ProviderStepSummary: ProviderStepSummarySchema,
  ProviderStep: ProviderStepSchema,
  ProviderStepReceipt: ProviderStepReceiptSchema,
  Event: EventSchema,
  Rate: RateSchema,
};
