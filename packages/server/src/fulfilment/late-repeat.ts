import { day, type Instant } from '../kernel/clock.ts';

/** A real call with a track id, as it is remembered: without its answer. */
export type RememberedCall = {
  readonly trackId: string;
  /** Of operation, object and desired state. */
  readonly callHash: string;
  readonly at: Instant;
};

/** How long a track id is remembered by default. */
export const trackIdsRememberedUs: bigint = 7n * day;

/**
 * Whether a call is an earlier one that arrives again. A desired state has no version, and going back
 * to an earlier state is legitimate: only an equal track id with equal content says that it is the
 * same call. `late`: another call of the object was carried out since, so that applying it would
 * undo a newer state; it is answered, not applied, and reported.
 */
export function findRepeat(
  call: RememberedCall | (Omit<RememberedCall, 'trackId'> & { readonly trackId: null }),
  earlier: readonly RememberedCall[],
  rememberedUs: bigint = trackIdsRememberedUs,
): 'repeat' | 'late' | null {
  const { trackId, callHash, at } = call;
  if (trackId === null) return null;
  const same = earlier.filter(
    (one) => one.trackId === trackId && one.callHash === callHash && at - one.at < rememberedUs,
  );
  const last = same.reduce<Instant | null>((latest, { at: when }) => {
    return latest === null || when > latest ? when : latest;
  }, null);
  if (last === null) return null;
  return earlier.some(({ at: when }) => when > last) ? 'late' : 'repeat';
}
