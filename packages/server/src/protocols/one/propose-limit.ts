import { basisOf, type CreditCall, type CreditLine } from '../../credit/index.ts';
import type { TradeCreditDeps } from './trade-credit-deps.ts';

/**
 * Puts a limit that one party may not grant before a second person, as a proposal on the line as it
 * is now. It takes the place of one that a key has made: the newest word of the ERP counts. Where the
 * same one waits already, or one of a person, nothing is added: the next PUT proposes it again.
 */
export async function proposeLimit(
  { proposals }: Pick<TradeCreditDeps, 'proposals'>,
  call: CreditCall,
  line: CreditLine,
  limitMinor: bigint,
): Promise<void> {
  const { organizationId, currency, version } = line;
  const basis = basisOf(line);
  const { status: _status, generation: _generation, stopped: _stopped, ...terms } = basis;
  await proposals.propose(
    { ...call, key: null },
    {
      organizationId,
      change: { currency, terms: { ...terms, limitMinor, unlimited: false }, basis },
      baseVersion: version,
      reason: null,
      replacesThatOfKeys: true,
    },
  );
}
