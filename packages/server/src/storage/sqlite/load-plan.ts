import type { Capture, Hold } from '../../credit/index.ts';
import { levelsMax } from '../../credit/index.ts';
import type { CaptureId, HoldId, LineId, TenantId } from '../../kernel/ids.ts';
import type { Loaded, StoredKey, StoredSequence } from '../batch/batch-io.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { fromRowCapture, fromRowHold, fromRowKey, fromRowSequence } from '../schema/rows.ts';
import type {
  CreditCaptureRow,
  CreditHoldRow,
  RequestKeyRow,
  TenantSequenceRow,
} from '../schema/tables.ts';
import type { LineCache } from './line-cache.ts';
import { loadEcho } from './load-echo.ts';
import { loadLines } from './load-lines.ts';
import { listOf, type Statements, selectFrom } from './statements.ts';

const keysAtOnce = 32;
const keySelect = `${selectFrom('request_key')}
  where tenant_id = ? and scope = ? and value in (${listOf(keysAtOnce, '?')})`;
const holdSelect = `${selectFrom('credit_hold')} where tenant_id = ? and hold_id = ?`;
const liveSelect = `${selectFrom('credit_hold')}
  where tenant_id = ? and source = ? and state = 'open'`;
const captureSelect = `${selectFrom('credit_capture')} where tenant_id = ? and capture_id = ?`;
const sequenceSelect = `${selectFrom('tenant_sequence')} where tenant_id = ? and name = ?`;
const belowSelect = `
  with recursive below (line_id, depth) as (
    select line_id, 1 from credit_line where tenant_id = ?1 and parent_line_id = ?2
    union all
    select child.line_id, below.depth + 1
    from below join credit_line child
      on child.tenant_id = ?1 and child.parent_line_id = below.line_id
    where below.depth < ${levelsMax}
  )
  select coalesce(max(depth), 0) as depth from below`;

/** Reads what a batch works on. The transaction holds the only write lock: nothing else is needed. */
export function loadPlan(
  statements: Statements,
  cache: LineCache,
  tenantId: TenantId,
  plan: LoadPlan,
): Loaded {
  const keys = loadKeys(statements, tenantId, plan.keys);
  const { holds, captures } = loadHolds(statements, tenantId, plan);
  const lines = loadLines(statements, cache, tenantId, plan, holds.values());
  const levelsBelow = new Map<LineId, number>();
  const echoes: Loaded['echoes'][number][] = [];
  if (plan.below.length > 0 || plan.echoes.length > 0) {
    const lineOf = new Map([...lines.values()].map((line) => [line.organizationId, line]));
    for (const organizationId of plan.below) {
      const line = lineOf.get(organizationId);
      if (line === undefined) continue;
      const row = statements(belowSelect).get(tenantId, line.lineId) as { readonly depth: bigint };
      levelsBelow.set(line.lineId, Number(row.depth));
    }
    for (const { organizationId, usedMinor } of plan.echoes) {
      const line = lineOf.get(organizationId);
      const echo = line === undefined ? null : loadEcho(statements, line, usedMinor);
      if (line !== undefined && echo !== null)
        echoes.push({ lineId: line.lineId, usedMinor, echo });
    }
  }
  return {
    keys,
    lines: [...lines.values()],
    holds: [...holds.values()],
    captures,
    levelsBelow,
    echoes,
    sequences: loadSequences(statements, tenantId, plan.sequences),
  };
}

function loadSequences(
  statements: Statements,
  tenantId: TenantId,
  names: LoadPlan['sequences'],
): readonly StoredSequence[] {
  return names.flatMap((name) => {
    const row = statements(sequenceSelect).get(tenantId, name) as TenantSequenceRow | undefined;
    return row === undefined ? [] : [fromRowSequence(row)];
  });
}

/** Keys of one scope are looked up together: most are new, and nothing is found. */
function loadKeys(
  statements: Statements,
  tenantId: TenantId,
  keys: LoadPlan['keys'],
): readonly StoredKey[] {
  const found: StoredKey[] = [];
  for (let from = 0; from < keys.length; ) {
    const { scope, value: first } = keys[from] as LoadPlan['keys'][number];
    const values: string[] = [];
    for (; values.length < keysAtOnce && keys[from]?.scope === scope; from += 1) {
      values.push(keys[from]?.value ?? first);
    }
    while (values.length < keysAtOnce) values.push(first);
    const rows = statements(keySelect).all(tenantId, scope, ...values) as RequestKeyRow[];
    found.push(...rows.map(fromRowKey));
  }
  return found;
}

function loadHolds(statements: Statements, tenantId: TenantId, plan: LoadPlan) {
  const holds = new Map<HoldId, Hold>();
  const captures: Capture[] = [];
  const loadHold = (holdId: HoldId) => {
    if (holds.has(holdId)) return;
    const row = statements(holdSelect).get(tenantId, holdId) as CreditHoldRow | undefined;
    if (row !== undefined) holds.set(holdId, fromRowHold(row));
  };
  const loadLive = (source: string) => {
    const row = statements(liveSelect).get(tenantId, source) as CreditHoldRow | undefined;
    if (row !== undefined) holds.set(row.hold_id as HoldId, fromRowHold(row));
  };
  const loadCapture = (captureId: CaptureId) => {
    const row = statements(captureSelect).get(tenantId, captureId) as CreditCaptureRow | undefined;
    if (row === undefined) return;
    const capture = fromRowCapture(row);
    captures.push(capture);
    loadHold(capture.holdId);
  };
  for (const captureId of plan.captures) loadCapture(captureId);
  for (const holdId of plan.holds) loadHold(holdId);
  for (const source of plan.sources) loadLive(source);
  for (const { state, source } of [...holds.values()]) {
    if (state !== 'open' && source !== null) loadLive(source);
  }
  return { holds, captures };
}
