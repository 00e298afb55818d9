import type { ApiServices } from '../api/index.ts';
import {
  createHoldService,
  createLineService,
  createProposalService,
  createRateService,
} from '../credit/index.ts';
import { createProviderStepMoves } from '../fulfilment/index.ts';
import type { Desk } from './desk.ts';
import { composeGiveBack } from './provider-steps.ts';

/** What the native API is made of. */
export function composeApi(desk: Desk): ApiServices {
  const { storage, readers, parties, companies, access, ports, rulesets, reviews, keyFor } = desk;
  const { clock, ids, hash } = ports;
  const ledger = { commit: storage.commit };
  const proposals = createProposalService({ ledger, reader: readers.proposals, ids, hash });
  return {
    authenticate: async (token) => {
      const principal = await access.bearer(token);
      return principal.ok ? principal.value : null;
    },
    tenant: parties.tenant,
    parties,
    companies,
    payments: desk.payments,
    holds: createHoldService({ ledger, rate: storage.credit.rate, ids, clock }),
    lines: createLineService({ ledger, reader: storage.credit, proposals, ids }),
    proposals,
    rates: createRateService({ ledger, ids }),
    credit: storage.credit,
    proposalReader: readers.proposals,
    rateReader: readers.rates,
    decisionReader: readers.decisions,
    reviews,
    reviewReader: readers.reviews,
    applicationMoves: desk.applicationMoves,
    applicationReader: readers.applications,
    rulesets,
    rulesetReader: readers.rulesets,
    businessRules: desk.businessRules,
    businessRuleReader: readers.businessRules,
    providerSteps: createProviderStepMoves({
      reader: readers.providerSteps,
      commit: storage.commit,
      objects: readers.fulfilment,
      giveBack: composeGiveBack(desk),
      keys: readers.keys,
      clock,
      ids,
    }),
    providerStepReader: readers.providerSteps,
    serviceRegister: desk.services,
    fulfilmentReader: readers.fulfilment,
    keys: readers.keys,
    commitRows: storage.commit,
    clock,
    hash,
    cursorSecret: keyFor('cursors'),
  };
}
