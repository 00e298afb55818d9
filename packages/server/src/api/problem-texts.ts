import { creditRefusalTexts, proposalRefusalTexts } from '../credit/index.ts';
import { httpProblemTexts, type ProblemTexts } from '../http/index.ts';
import { partyProblemTexts } from './party-texts.ts';
import { apiProblemTexts } from './problems.ts';

/** Every code that `/v1` may answer with, and what it means; the page of errors is made from it. */
export const problemTexts: ProblemTexts = {
  ...httpProblemTexts,
  ...apiProblemTexts,
  ...partyProblemTexts,
  ...proposalRefusalTexts,
  ...Object.fromEntries(
    Object.entries(creditRefusalTexts)
      .filter(([code]) => code.startsWith('credit.'))
      .map(([code, { text }]) => [code, text]),
  ),
};
