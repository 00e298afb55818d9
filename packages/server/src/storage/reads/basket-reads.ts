import { type Expression, type SqlBool, sql } from 'kysely';
import type { BasketBooks } from '../../assessment/index.ts';
import type { CreditReader, Levels } from '../../credit/index.ts';
import type { ReviewReader, ReviewsInForce } from '../../decisions/index.ts';
import { present } from '../../kernel/assert.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import type { ReferenceKey } from '../../parties/index.ts';
import { fromRowLine } from '../schema/rows.ts';
import type { CreditLineRow } from '../schema/tables.ts';
import { prepareRead } from './prepared-read.ts';
import type { Reads } from './reads.ts';

export type BasketBooksReader = {
  /** `owner` is what the platform calls the customer; null where that cannot be anybody. */
  readonly basketBooks: (
    tenantId: TenantId,
    owner: ReferenceKey | null,
    source: string,
  ) => Promise<BasketBooks>;
};

/** Levels of an organization's line that need not be read; null where they must. */
export type LevelsAtHand = (tenantId: TenantId, organizationId: OrganizationId) => Levels | null;

/**
 * What a credit check rests on in one statement: of most baskets nothing is known yet, and most
 * customers have a line of their own with none above it. The rest is read when it is there.
 */
export function createBasketReader(
  db: Reads,
  others: Pick<CreditReader, 'levels' | 'holdOfSource'> & Pick<ReviewReader, 'reviewsInForce'>,
  levelsAtHand: LevelsAtHand | null = null,
): BasketBooksReader {
  // A line has many columns: where it is in memory, reading it would be most of the work.
  const basketWithLine = prepareRead(db, names, (of) => withLine(basketOf(db, of)));
  const basketAlone = prepareRead(db, names, (of) => basketOf(db, of));

  const levelsIn = (tenantId: TenantId, row: Owned | (Owned & MaybeLine)) => {
    const { owner_id } = row;
    if (owner_id === null) return null;
    if (levelsAtHand !== null) {
      return levelsAtHand(tenantId, owner_id as OrganizationId) ?? 'elsewhere';
    }
    if (!('line_id' in row && hasLine(row))) return null;
    return row.parent_line_id === null ? ([fromRowLine(row)] as const) : 'elsewhere';
  };

  return {
    basketBooks: async (tenantId, owner, source) => {
      const { source: system, kind, valueKey } = owner ?? nobody;
      const of = { tenantId, source, system, kind, valueKey };
      const [found] = await (levelsAtHand === null ? basketWithLine(of) : basketAlone(of));
      const row = present(found, `tenant ${tenantId}`);
      const organizationId = row.owner_id as OrganizationId | null;
      const levels = levelsIn(tenantId, row);
      return {
        organizationId,
        levels:
          levels === 'elsewhere'
            ? await others.levels(tenantId, row.owner_id as OrganizationId)
            : levels,
        latest: row.has_hold === 1n ? await others.holdOfSource(tenantId, source) : null,
        reviews: row.has_review === 1n ? await others.reviewsInForce(tenantId, source) : noReviews,
      };
    },
  };
}

const names = ['tenantId', 'source', 'system', 'kind', 'valueKey'] as const;
type Name = (typeof names)[number];

/** Whose basket it is, and whether there is a hold or a review of it. */
function basketOf(db: Reads, of: Readonly<Record<Name, string>>) {
  return db
    .selectFrom('tenant')
    .leftJoin('organization_reference as owner', (join) =>
      join
        .onRef('owner.tenant_id', '=', 'tenant.tenant_id')
        .on('owner.source', '=', of.system)
        .on('owner.kind', '=', of.kind)
        .on('owner.value_key', '=', of.valueKey),
    )
    .select('owner.organization_id as owner_id')
    .select(({ exists, or, selectFrom }) => {
      const holds = selectFrom('credit_hold')
        .select('hold_id')
        .where('tenant_id', '=', of.tenantId)
        .where('source', '=', of.source);
      // Each has an index of its own.
      const isOpen = exists(holds.where('state', '=', 'open'));
      const hasEnded = exists(holds.where('state', '<>', 'open'));
      return oneIf(or([isOpen, hasEnded])).as('has_hold');
    })
    .select(({ exists, selectFrom }) =>
      oneIf(
        exists(
          selectFrom('review')
            .select('review_id')
            .where('tenant_id', '=', of.tenantId)
            .where('subject', '=', of.source),
        ),
      ).as('has_review'),
    )
    .where('tenant.tenant_id', '=', of.tenantId);
}

function withLine(basket: ReturnType<typeof basketOf>) {
  return basket
    .leftJoin('credit_line', (join) =>
      join
        .onRef('credit_line.tenant_id', '=', 'owner.tenant_id')
        .onRef('credit_line.organization_id', '=', 'owner.organization_id'),
    )
    .selectAll('credit_line');
}

const nobody = { source: '', kind: '', valueKey: '' } as const;
const noReviews: ReviewsInForce = { open: null, decided: null };

type Owned = { readonly owner_id: string | null };

/** The row of a line, or of none. */
type MaybeLine = { readonly [Column in keyof CreditLineRow]: CreditLineRow[Column] | null };

function hasLine(row: MaybeLine): row is CreditLineRow {
  return row.line_id !== null;
}

/** Whether there is a row, in a column kind of both engines. */
function oneIf(condition: Expression<SqlBool>) {
  return sql<bigint>`cast(case when ${condition} then 1 else 0 end as bigint)`;
}
