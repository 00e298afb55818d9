import {
  createAccessReader,
  createApplicationReader,
  createBasketReader,
  createBusinessRuleReader,
  createCompanyReader,
  createDecisionReader,
  createEarlierReader,
  createFulfilmentReader,
  createInquiryReader,
  createKeyReader,
  createPartyReader,
  createPaymentBehaviourReader,
  createPlatformReader,
  createProposalReader,
  createProviderStepReader,
  createRateReader,
  createReviewReader,
  createRulesetReader,
  createWatchReader,
  type Storage,
} from '../storage/index.ts';

export type Readers = ReturnType<typeof createReaders>;

/** What each room reads of a database, made once: what one of them keeps is there for all who ask. */
export function createReaders({ db, scans, credit }: Pick<Storage, 'db' | 'scans' | 'credit'>) {
  const reviews = createReviewReader(db);
  return {
    access: createAccessReader(db),
    applications: createApplicationReader(db),
    baskets: createBasketReader(db, { ...credit, ...reviews }),
    businessRules: createBusinessRuleReader(db),
    companies: createCompanyReader(db),
    decisions: createDecisionReader(db, scans),
    earlier: createEarlierReader(db),
    fulfilment: createFulfilmentReader(db),
    inquiries: createInquiryReader(scans),
    keys: createKeyReader(db),
    parties: createPartyReader(db),
    paymentBehaviour: createPaymentBehaviourReader(db),
    /** For the looks that nobody waits for. */
    paymentBehaviourScans: createPaymentBehaviourReader(scans),
    platform: createPlatformReader(db),
    proposals: createProposalReader(db),
    providerSteps: createProviderStepReader(db, scans),
    rates: createRateReader(db),
    reviews,
    /** For the looks at all open reviews, which nobody waits for. */
    reviewScans: createReviewReader(scans),
    rulesets: createRulesetReader(db),
    watches: createWatchReader(scans),
  };
}
