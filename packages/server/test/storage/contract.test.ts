import { describe } from 'vitest';
import { alikeRowsContract } from './alike-rows.contract.ts';
import { applicationsContract } from './applications.contract.ts';
import { basketContract } from './basket.contract.ts';
import { batchesContract } from './batches.contract.ts';
import { businessRulesContract } from './business-rules.contract.ts';
import { decisionsContract } from './decisions.contract.ts';
import { engines } from './engines.ts';
import { guardsContract } from './guards.contract.ts';
import { keysContract } from './keys.contract.ts';
import { numbersContract } from './numbers.contract.ts';
import { paymentBehaviourContract } from './payment-behaviour.contract.ts';
import { providerStepsContract } from './provider-steps.contract.ts';
import { purchasesContract } from './purchases.contract.ts';
import { readsContract } from './reads.contract.ts';
import { reopenContract } from './reopen.contract.ts';
import { reviewsContract } from './reviews.contract.ts';
import { rulesetsContract } from './rulesets.contract.ts';
import { sequencesContract } from './sequences.contract.ts';
import { unitsContract } from './units.contract.ts';
import { valuesContract } from './values.contract.ts';
import { verifyContract } from './verify.contract.ts';

const contracts = {
  values: valuesContract,
  'units of work': unitsContract,
  keys: keysContract,
  'numbers of the feed': numbersContract,
  sequences: sequencesContract,
  applications: applicationsContract,
  'guarded rows': guardsContract,
  batches: batchesContract,
  'rows that are alike': alikeRowsContract,
  'closing and opening': reopenContract,
  'books of a basket': basketContract,
  reads: readsContract,
  decisions: decisionsContract,
  reviews: reviewsContract,
  rulesets: rulesetsContract,
  'how organizations pay': paymentBehaviourContract,
  'business rules': businessRulesContract,
  purchases: purchasesContract,
  "steps of providers' systems": providerStepsContract,
  verify: verifyContract,
};

for (const engine of engines) {
  const { name, missing } = engine;
  const title = missing === null ? name : `${name} (${missing})`;
  describe.skipIf(missing !== null)(`storage on ${title}`, () => {
    for (const [subject, contract] of Object.entries(contracts)) {
      describe(subject, () => contract(engine));
    }
  });
}
