import { echoStepsMax, levelsMax } from '../../credit/index.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { columnNames } from '../schema/columns.ts';
import { arrayText, type Statement, textArray } from './bulk-sql.ts';

const lockTimeout = '2s';
const statementTimeout = '15s';
const idleTimeout = '20s';

/**
 * Opens a transaction. Every wait in it has an end, and nothing of it stays on the session. The mark
 * is for the statements that travel behind this one: should it fail, they would not be in a
 * transaction, and what finds no mark writes nothing.
 */
export const beginText = `begin isolation level read committed read write;
  set local lock_timeout = '${lockTimeout}';
  set local statement_timeout = '${statementTimeout}';
  set local idle_in_transaction_session_timeout = '${idleTimeout}';
  set local aval.is_in_batch = 'yes'`;

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
  where current_setting('aval.is_in_batch', true) = 'yes'
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
  select k.scope, k.value, k.fingerprint, k.outcome
  from unnest($2::text[], $3::text[]) as v (scope, value)
  join request_key k on k.tenant_id = $1 and k.scope = v.scope and k.value = v.value
  where k.outcome <> ''`;

/**
 * Finds the lines of the plan with every level above them and locks them, in the order of their ids:
 * an order that does not change when a line moves in its group, so that no two batches ever wait for
 * each other. A row that changed meanwhile is given as it is now; whether its parent is among the
 * locked ones is for the caller to see.
 */
export function lockLines(tenantId: string, plan: LoadPlan): Statement {
  const values = [tenantId];
  const branches: string[] = [];
  const add = (ids: readonly string[], branch: (ids: string) => readonly string[]) => {
    if (ids.length === 0) return;
    values.push(textArray(ids));
    branches.push(...branch(`any($${values.length}::text[])`));
  };
  add(plan.organizations, (ids) => [
    `${ownLine} where tenant_id = $1 and organization_id = ${ids}`,
  ]);
  add(plan.lines, (ids) => [`${ownLine} where tenant_id = $1 and line_id = ${ids}`]);
  add(plan.sources, (ids) => [`${lineOfHold} and h.source = ${ids} and h.state = 'open'`]);
  add(plan.holds, (ids) => [
    `${lineOfHold} and h.hold_id = ${ids}`,
    `${lineOfHold} and h.state = 'open' and h.source in
      (select source from credit_hold where tenant_id = $1 and hold_id = ${ids})`,
  ]);
  add(plan.captures, (ids) => [
    `${lineOfHold} and h.hold_id in
      (select hold_id from credit_capture where tenant_id = $1 and capture_id = ${ids})`,
  ]);
  const text = `
    with recursive tree (line_id, parent_line_id) as (
      select line_id, parent_line_id from (${branches.join(' union all ')}) asked
      union
      select l.line_id, l.parent_line_id from tree
      join credit_line l on l.tenant_id = $1 and l.line_id = tree.parent_line_id
    )
    select ${columns('credit_line', 'l')} from credit_line l
    where l.tenant_id = $1 and l.line_id in (select line_id from tree)
    order by l.line_id for update`;
  return { text, values };
}

const ownLine = 'select line_id, parent_line_id from credit_line';
const lineOfHold = `select l.line_id, l.parent_line_id from credit_hold h
  join credit_line l on l.tenant_id = $1 and l.line_id = h.line_id where h.tenant_id = $1`;

export function holdsById(tenantId: string, holdIds: readonly string[]): Statement {
  return { text: holdsByIdText, values: [tenantId, textArray(holdIds)] };
}

const holdsByIdText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and h.hold_id = any($2::text[])`;

/** The live holds of the sources of these holds. */
export function liveSiblings(tenantId: string, holdIds: readonly string[]): Statement {
  return { text: liveSiblingsText, values: [tenantId, textArray(holdIds)] };
}

const liveSiblingsText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and h.state = 'open' and h.source in
    (select source from credit_hold where tenant_id = $1 and hold_id = any($2::text[]))`;

export function liveHolds(tenantId: string, sources: readonly string[]): Statement {
  return { text: liveHoldsText, values: [tenantId, textArray(sources)] };
}

const liveHoldsText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and h.source = any($2::text[]) and h.state = 'open'`;

export function capturesById(tenantId: string, captureIds: readonly string[]): Statement {
  return { text: capturesText, values: [tenantId, textArray(captureIds)] };
}

const capturesText = `select ${columns('credit_capture', 'c')} from credit_capture c
  where c.tenant_id = $1 and c.capture_id = any($2::text[])`;

export function holdsOfCaptures(tenantId: string, captureIds: readonly string[]): Statement {
  return { text: holdsOfCapturesText, values: [tenantId, textArray(captureIds)] };
}

const holdsOfCapturesText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and h.hold_id in
    (select hold_id from credit_capture where tenant_id = $1 and capture_id = any($2::text[]))`;

/** How deep each of these organizations' lines goes. */
export function levelsBelow(tenantId: string, organizationIds: readonly string[]): Statement {
  return { text: levelsBelowText, values: [tenantId, textArray(organizationIds)] };
}

const levelsBelowText = `
  with recursive below (root_id, line_id, depth) as (
    select line_id, line_id, 0 from credit_line
    where tenant_id = $1 and organization_id = any($2::text[])
    union all
    select below.root_id, l.line_id, below.depth + 1 from below
    join credit_line l on l.tenant_id = $1 and l.parent_line_id = below.line_id
    where below.depth < ${levelsMax}
  )
  select root_id, max(depth) as depth from below group by root_id`;

/**
 * For each figure that is one of our own since the line's last plain figure: the entries from the
 * first at which it was shown, those that showed it marked. Lines with more entries since then than
 * may be read give nothing.
 */
export function echoSteps(tenantId: string, echoes: LoadPlan['echoes']): Statement {
  return {
    text: echoStepsText,
    values: [
      tenantId,
      textArray(echoes.map(({ organizationId }) => organizationId)),
      arrayText(
        'bigint',
        echoes.map(({ usedMinor }) => usedMinor),
      ),
    ],
  };
}

const exposure =
  'e.posted_minor + e.held_minor + e.captured_minor - e.contained_minor + e.below_minor';

const echoStepsText = `
  with asked as (
    select l.line_id, l.plain_posted_version, v.used_minor
    from unnest($2::text[], $3::bigint[]) as v (organization_id, used_minor)
    join credit_line l on l.tenant_id = $1 and l.organization_id = v.organization_id
    where v.used_minor > l.plain_posted_minor
      and l.version - l.plain_posted_version < ${echoStepsMax}
  ), shown as (
    select a.line_id, a.used_minor, min(e.line_version) as first_version from asked a
    join credit_entry e on e.tenant_id = $1 and e.line_id = a.line_id
      and e.line_version >= a.plain_posted_version
    where ${exposure} = a.used_minor and e.held_minor + e.captured_minor > 0
    group by a.line_id, a.used_minor
  )
  select s.line_id, s.used_minor, e.line_version, e.hold_id, e.held_delta_minor,
    ${exposure} = s.used_minor and e.held_minor + e.captured_minor > 0 as is_shown
  from shown s
  join credit_entry e on e.tenant_id = $1 and e.line_id = s.line_id
    and e.line_version >= s.first_version
  order by s.line_id, s.used_minor, e.line_version`;

/** Open holds of a line, at most one more than may be read. */
export function openHolds(tenantId: string, lineId: string): Statement {
  return { text: openHoldsText, values: [tenantId, lineId] };
}

const openHoldsText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and h.line_id = $2 and h.state = 'open' limit ${echoStepsMax + 1}`;

/** Holds of a line that are over and have captures which the ERP has not reported. */
export function unseenHolds(tenantId: string, lineId: string): Statement {
  return { text: unseenHoldsText, values: [tenantId, lineId] };
}

const unseenOnes = `h.state <> 'open' and h.hold_id in (select hold_id from credit_capture
  where tenant_id = $1 and line_id = $2 and seen_at_us is null)`;
const unseenHoldsText = `select ${columns('credit_hold', 'h')} from credit_hold h
  where h.tenant_id = $1 and ${unseenOnes} limit ${echoStepsMax + 1}`;

/** All captures of the holds of {@link openHolds} and {@link unseenHolds}. */
export function capturesAtRisk(tenantId: string, lineId: string): Statement {
  return { text: capturesAtRiskText, values: [tenantId, lineId] };
}

const capturesOfHolds = `select ${columns('credit_capture', 'c')} from credit_hold h
  join credit_capture c on c.tenant_id = $1 and c.hold_id = h.hold_id where h.tenant_id = $1`;
const capturesAtRiskText = `
  ${capturesOfHolds} and h.line_id = $2 and h.state = 'open'
  union all ${capturesOfHolds} and ${unseenOnes}`;

/** The primary's time and the latest instant of the tenant. Read behind the locks. */
export function instants(tenantId: string): Statement {
  return { text: instantsText, values: [tenantId] };
}

const instantsText = `select ${nowUs} as now_us,
  (select last_at_us from tenant_counter where tenant_id = $1) as last_at_us`;

function columns(table: 'credit_line' | 'credit_hold' | 'credit_capture', alias: string): string {
  return columnNames(table)
    .map((column) => `${alias}.${column}`)
    .join(', ');
}
