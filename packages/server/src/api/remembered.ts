import { HttpFault } from '../http/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { KeyReader, UnitKey } from '../kernel/unit-of-work.ts';
import type { CommitRows } from '../parties/index.ts';
import type { Answered, ApiAnswer } from './answer.ts';
import { apiFault } from './problems.ts';

/**
 * Remembers the answer to a call with a key, for operations whose effect is natural to repeat: the
 * same call again does nothing more. The answer is kept after the effect; where the server stops
 * between the two, the repeat finds everything as asked and keeps that answer. Problems are judged
 * anew.
 */
export async function remembered<Body>(
  stores: { readonly keys: KeyReader; readonly commitRows: CommitRows },
  tenantId: TenantId,
  key: UnitKey | null,
  perform: () => Promise<ApiAnswer<Body>>,
): Promise<ApiAnswer<Body>> {
  if (key === null) return perform();
  const used = await stores.keys.used(tenantId, key);
  if (used !== null) {
    if (used.fingerprint !== key.fingerprint) return apiFault('key.other_content');
    return recall(used.memo);
  }
  const answer = await perform();
  if (answer instanceof HttpFault) return answer;
  const outcome = await stores.commitRows({
    tenantId,
    key,
    credit: [],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
    memo: JSON.stringify(answer),
  });
  if (outcome.kind === 'refused') return apiFault('key.other_content');
  return outcome.repeated ? recall(outcome.memo ?? null) : answer;
}

function recall<Body>(memo: string | null): Answered<Body> {
  const answer = JSON.parse(memo ?? 'null') as Answered<Body>;
  return { ...answer, repeated: true };
}
