import { assert } from '../kernel/assert.ts';
import type { Ids, RateId } from '../kernel/ids.ts';
import type { CreditCall } from './hold-service.ts';
import type { Ledger } from './ports.ts';
import type { StoredRate } from './stored-rate.ts';

export type NewRate = Pick<StoredRate, 'from' | 'to' | 'numerator' | 'scale' | 'validFrom'>;

export type RateAnswer =
  | { readonly kind: 'done'; readonly repeated: boolean; readonly rate: StoredRate }
  /** There is one for this pair and day already, and stored rates are never changed. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'key_reused' };

export type RateService = {
  readonly add: (call: Omit<CreditCall, 'policy'>, rate: NewRate) => Promise<RateAnswer>;
};

/** Keeps the rates by which holds in another currency are converted. */
export function createRateService(deps: {
  readonly ledger: Ledger;
  readonly ids: Ids;
}): RateService {
  return {
    add: async ({ tenantId, origin, key, deadlineAt }, rate) => {
      const rateId = deps.ids.next('rate');
      const outcome = await deps.ledger.commit({
        tenantId,
        key,
        deadlineAt,
        credit: [],
        memo: rateId,
        rows: {
          ifRefused: [],
          ifDone: [
            {
              op: 'insert',
              table: 'rate',
              values: {
                tenant_id: tenantId,
                rate_id: rateId,
                from_currency: rate.from,
                to_currency: rate.to,
                numerator: rate.numerator,
                scale: BigInt(rate.scale),
                valid_from: rate.validFrom,
                created_at_us: { blank: 'instant' },
                created_by: origin.actor,
              },
            },
          ],
        },
      });
      if (outcome.kind === 'done') {
        const { at, repeated, memo } = outcome;
        assert(memo !== undefined, 'a rate without its id');
        const stored = { rateId: memo as RateId, createdAt: at, createdBy: origin.actor, ...rate };
        return { kind: 'done', repeated, rate: stored };
      }
      const isReused = outcome.reasons.some(({ code }) => code === 'key.other_content');
      return { kind: isReused ? 'key_reused' : 'exists' };
    },
  };
}
