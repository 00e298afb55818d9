import { levelsMax } from '../../credit/index.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { lookUp, type Statement, textArray } from './bulk-sql.ts';
import { isInBatch } from './transaction-text.ts';

/**
 * Takes the keys that nobody has used: a row without an outcome, which other batches wait for. They
 * come in sorted order, so that two batches with the same keys never wait for each other.
 */
export function claimKeys(
  tenantId: string,
  keys: LoadPlan['keys'],
  createdAtUs: bigint | null,
): Statement {
  return {
    text: claimText,
    values: [
      tenantId,
      textArray(keys.map(({ scope }) => scope)),
      textArray(keys.map(({ value }) => value)),
      textArray(keys.map(({ fingerprint }) => fingerprint)),
      createdAtUs === null ? null : String(createdAtUs),
    ],
  };
}

const nowUs = '(extract(epoch from clock_timestamp()) * 1000000)::bigint';

const claimText = `
  insert into request_key (tenant_id, scope, value, fingerprint, outcome, created_at_us)
  select $1, v.scope, v.value, v.fingerprint, '', coalesce($5::bigint, ${nowUs})
  from unnest($2::text[], $3::text[], $4::text[])
    with ordinality as v (scope, value, fingerprint, position)
  where ${isInBatch}
  order by v.position
  on conflict do nothing`;

/** The keys with an outcome among those asked: somebody used them before. */
export function usedKeys(tenantId: string, keys: LoadPlan['keys']): Statement {
  return {
    text: usedText,
    values: [
      tenantId,
      textArray(keys.map(({ scope }) => scope)),
      textArray(keys.map(({ value }) => value)),
    ],
  };
}

const usedText = `
  select found.scope, found.value, found.fingerprint, found.outcome from ${lookUp(
    'unnest($2::text[], $3::text[]) as asked (scope, value)',
    'request_key where tenant_id = $1 and scope = asked.scope and value = asked.value',
    'found',
  )} where found.outcome <> ''`;

/**
 * Finds the lines of the plan with every level above them and locks them, in the order of their ids:
 * an order that does not change when a line moves in its group, so that no two batches ever wait for
 * each other. A row that changed meanwhile is given as it is now; whether its parent is among the
 * locked ones is for the caller to see.
 */
export function lockLines(tenantId: string, plan: LoadPlan): Statement {
  const values = [tenantId];
  const branches: string[] = [];
  const add = (ids: readonly string[], ...ways: readonly (readonly string[])[]) => {
    if (ids.length === 0) return;
    values.push(textArray(ids));
    for (const way of ways)
      branches.push(eachOf(`$${values.length}`, 'line_id, parent_line_id', way));
  };
  add(plan.organizations, ['credit_line where tenant_id = $1 and organization_id = asked.id']);
  add(plan.lines, ['credit_line where tenant_id = $1 and line_id = asked.id']);
  add(plan.sources, [...toLiveHold, lineOfHold]);
  add(plan.holds, [...toHold, lineOfHold], [...toLiveSibling, lineOfHold]);
  add(plan.captures, [...toHoldOfCapture, lineOfHold]);
  const parent = 'credit_line where tenant_id = $1 and line_id = tree.parent_line_id';
  const text = `
    with recursive tree (line_id, parent_line_id) as (
      select line_id, parent_line_id from (${branches.join(' union all ')}) start
      union
      select above.line_id, above.parent_line_id from ${lookUp('tree', parent, 'above')}
    )
    select locked.* from (select distinct line_id from tree order by line_id) start
    cross join lateral (
      select * from credit_line where tenant_id = $1 and line_id = start.line_id for update
    ) locked`;
  return { text, values };
}

// Ways from an id to a row, one look after the other: each look sees the row before as `last`.
const toHold = ['credit_hold where tenant_id = $1 and hold_id = asked.id'];
const toLiveHold = [`credit_hold where tenant_id = $1 and source = asked.id and state = 'open'`];
const toLiveSibling = [
  ...toHold,
  `credit_hold where tenant_id = $1 and source = last.source and state = 'open'`,
];
const toCapture = ['credit_capture where tenant_id = $1 and capture_id = asked.id'];
const toHoldOfCapture = [
  ...toCapture,
  'credit_hold where tenant_id = $1 and hold_id = last.hold_id',
];
const lineOfHold = 'credit_line where tenant_id = $1 and line_id = last.line_id';

/** For each asked id the rows at the end of the way. */
function eachOf(ids: string, columns: string, way: readonly string[]): string {
  let source = `unnest(${ids}::text[]) as asked (id)`;
  for (const [index, rows] of way.entries()) {
    source = lookUp(source, rows.replaceAll('last.', `look_${index - 1}.`), `look_${index}`);
  }
  const found = `look_${way.length - 1}`;
  const list = columns.split(', ').map((column) => `${found}.${column}`);
  return `select ${list.join(', ')} from ${source}`;
}

export function holdsById(tenantId: string, holdIds: readonly string[]): Statement {
  return rowsOf(toHold, tenantId, holdIds);
}

/** The live holds of the sources of these holds. */
export function liveSiblings(tenantId: string, holdIds: readonly string[]): Statement {
  return rowsOf(toLiveSibling, tenantId, holdIds);
}

export function liveHolds(tenantId: string, sources: readonly string[]): Statement {
  return rowsOf(toLiveHold, tenantId, sources);
}

export function capturesById(tenantId: string, captureIds: readonly string[]): Statement {
  return rowsOf(toCapture, tenantId, captureIds);
}

export function holdsOfCaptures(tenantId: string, captureIds: readonly string[]): Statement {
  return rowsOf(toHoldOfCapture, tenantId, captureIds);
}

function rowsOf(way: readonly string[], tenantId: string, ids: readonly string[]): Statement {
  return { text: eachOf('$2', '*', way), values: [tenantId, textArray(ids)] };
}

/** How deep each of these organizations' lines goes. */
export function levelsBelow(tenantId: string, organizationIds: readonly string[]): Statement {
  return { text: levelsBelowText, values: [tenantId, textArray(organizationIds)] };
}

const levelsBelowText = `
  with recursive below (root_id, line_id, depth) as (
    select line_id, line_id, 0 from (${eachOf('$2', 'line_id', [
      'credit_line where tenant_id = $1 and organization_id = asked.id',
    ])}) start
    union all
    select below.root_id, child.line_id, below.depth + 1 from ${lookUp(
      'below',
      'credit_line where tenant_id = $1 and parent_line_id = below.line_id',
      'child',
    )}
    where below.depth < ${levelsMax}
  )
  select root_id, max(depth) as depth from below group by root_id`;

/**
 * Locks the tenant's sequences, behind the lines and in the order of their names. One that nobody has
 * counted in is made, so that the first two batches wait for each other as well.
 */
export function lockSequences(tenantId: string, names: LoadPlan['sequences']): Statement {
  return { text: sequencesText, values: [tenantId, textArray(names)] };
}

const sequencesText = `
  insert into tenant_sequence (tenant_id, name, last_number, last_at_us)
  select $1, v.name, 0, 0 from unnest($2::text[]) with ordinality as v (name, position)
  where ${isInBatch}
  order by v.position
  on conflict (tenant_id, name) do update set last_number = tenant_sequence.last_number
  returning *`;

/** The primary's time and the latest instant of the tenant. Read behind the locks. */
export function instants(tenantId: string): Statement {
  return { text: instantsText, values: [tenantId] };
}

const instantsText = `select ${nowUs} as now_us,
  (select last_at_us from tenant_counter where tenant_id = $1) as last_at_us`;
