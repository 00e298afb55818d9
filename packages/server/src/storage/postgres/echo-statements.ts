import { echoStepsMax } from '../../credit/index.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { arrayText, type Statement, textArray } from './bulk-sql.ts';

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

const openHoldsText = `select h.* from credit_hold h
  where h.tenant_id = $1 and h.line_id = $2 and h.state = 'open' limit ${echoStepsMax + 1}`;

/** Holds of a line that are over and have captures which the ERP has not reported. */
export function unseenHolds(tenantId: string, lineId: string): Statement {
  return { text: unseenHoldsText, values: [tenantId, lineId] };
}

const unseenOnes = `h.state <> 'open' and h.hold_id in (select hold_id from credit_capture
  where tenant_id = $1 and line_id = $2 and seen_at_us is null)`;
const unseenHoldsText = `select h.* from credit_hold h
  where h.tenant_id = $1 and ${unseenOnes} limit ${echoStepsMax + 1}`;

/** All captures of the holds of {@link openHolds} and {@link unseenHolds}. */
export function capturesAtRisk(tenantId: string, lineId: string): Statement {
  return { text: capturesAtRiskText, values: [tenantId, lineId] };
}

const capturesOfHolds = `select c.* from credit_hold h
  join credit_capture c on c.tenant_id = $1 and c.hold_id = h.hold_id where h.tenant_id = $1`;
const capturesAtRiskText = `
  ${capturesOfHolds} and h.line_id = $2 and h.state = 'open'
  union all ${capturesOfHolds} and ${unseenOnes}`;
