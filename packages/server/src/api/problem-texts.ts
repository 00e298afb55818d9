import { creditRefusalTexts, proposalRefusalTexts } from '../credit/index.ts';
import {
  applicationRefusalTexts,
  reviewRefusalTexts,
  rulesetRefusalTexts,
} from '../decisions/index.ts';
import {
  providerStepRefusalTexts,
  ruleRefusalTexts,
  serviceRefusalTexts,
} from '../fulfilment/index.ts';
import { httpProblemTexts, type ProblemTexts } from '../http/index.ts';
import { partyRefusalTexts } from '../parties/index.ts';
import { apiProblemTexts } from './problems.ts';

/** Every code that `/v1` may answer with, and what it means; the page of errors is made from it. */
export const problemTexts: ProblemTexts = {
  ...httpProblemTexts,
  ...proposalRefusalTexts,
  ...reviewRefusalTexts,
  ...applicationRefusalTexts,
  ...textsOf(partyRefusalTexts),
  ...textsOf(rulesetRefusalTexts),
  ...textsOf(ruleRefusalTexts),
  ...textsOf(creditRefusalTexts),
  ...textsOf(providerStepRefusalTexts),
  ...textsOf(serviceRefusalTexts),
  ...apiProblemTexts,
};

function textsOf(registry: Readonly<Record<string, { readonly text: string }>>) {
  return Object.fromEntries(Object.entries(registry).map(([code, { text }]) => [code, text]));
}
