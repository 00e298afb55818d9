import { parseCalendarDate } from '../kernel/clock.ts';
import { type Currency, isCurrency } from '../kernel/currency.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import { parseAmount } from '../kernel/money.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { importColumns } from './import-organizations.ts';
import {
  daysExpected,
  invalid,
  type PaymentFigures,
  paymentClasses,
  paymentDaysMax,
} from './payment-behaviour.ts';
import type { PaymentBehaviourDeps, PaymentBehaviourService } from './payment-behaviour-service.ts';
import { readReference } from './reference.ts';
import type { PaymentBehaviourRefusal } from './refusals.ts';

/** What became of a row; `row` counts from 1. */
export type PaymentImportResult =
  | {
      readonly row: number;
      readonly outcome: 'created' | 'updated' | 'unchanged';
      readonly organizationId: OrganizationId;
    }
  | {
      readonly row: number;
      readonly outcome: 'refused';
      readonly refusal: PaymentBehaviourRefusal;
    };

/** A row of a file by the names of its columns. */
export type PaymentRow = { readonly [column: string]: string };

const { name: _, ...referenceColumns } = importColumns;

/** The columns by which a row names its organization, and those of what it says. */
export const paymentReferenceColumns: readonly string[] = Object.keys(referenceColumns);
export const paymentColumns: readonly string[] = [
  ...paymentReferenceColumns,
  'as_of',
  'overdue_amount',
  'currency',
  'overdue_days',
  'oldest_open_item_days',
  'payment_behaviour',
];

type ImportDeps = Pick<PaymentBehaviourDeps, 'organizations' | 'currencyOf'> &
  Pick<PaymentBehaviourService, 'record'>;

/** Rows that are written side by side share commits; those of one organization follow each other. */
const rowsAtOnce = 64;

/**
 * Records how organizations pay, row by row: a row says all there is to say of the one organization
 * that its references know. An empty cell is not known, and an amount without a currency is in the
 * tenant's. Each row is written wholly or not at all; the same file again changes nothing.
 */
export async function importPaymentBehaviour(
  deps: ImportDeps,
  tenantId: TenantId,
  rows: readonly PaymentRow[],
  recordedBy: string,
): Promise<readonly PaymentImportResult[]> {
  const currency = await deps.currencyOf(tenantId);
  const results: PaymentImportResult[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const group = rows.slice(from, from + rowsAtOnce);
    const found = await Promise.all(
      group.map((record) => readRow(deps, tenantId, record, currency)),
    );
    const before = new Map<OrganizationId, Promise<PaymentImportResult>>();
    const written = found.map((read, index): Promise<PaymentImportResult> => {
      const row = from + index + 1;
      if (!read.ok) return Promise.resolve({ row, outcome: 'refused', refusal: read.refusal });
      const { organizationId, figures } = read.value;
      const put = { figures, source: 'import', recordedBy, expected: null } as const;
      const write = async (): Promise<PaymentImportResult> => {
        await before.get(organizationId);
        const done = await deps.record(tenantId, organizationId, put);
        if (!done.ok) return { row, outcome: 'refused', refusal: done.refusal };
        return { row, outcome: done.value.outcome, organizationId };
      };
      const answer = write();
      before.set(organizationId, answer);
      return answer;
    });
    results.push(...(await Promise.all(written)));
  }
  return results;
}

type Read = { readonly organizationId: OrganizationId; readonly figures: PaymentFigures };

async function readRow(
  deps: ImportDeps,
  tenantId: TenantId,
  record: PaymentRow,
  currency: Currency,
): Promise<Result<Read, PaymentBehaviourRefusal>> {
  const figures = readFigures(record, currency);
  if (!figures.ok) return figures;
  const owners = new Set<OrganizationId>();
  for (const [column, reference] of Object.entries(referenceColumns)) {
    const value = cell(record, column);
    if (value === null) continue;
    const read = readReference({ ...reference, value });
    if (!read.ok) return read;
    const owner = await deps.organizations.organizationOf(tenantId, read.value);
    if (owner !== null) owners.add(owner);
  }
  const organizationIds = [...owners];
  const [organizationId] = organizationIds;
  if (organizationId === undefined) return refuse({ code: 'parties.organization_unknown' });
  if (organizationIds.length > 1) {
    return refuse({ code: 'parties.references_disagree', organizationIds });
  }
  return accept({ organizationId, figures: figures.value });
}

function readFigures(
  record: PaymentRow,
  own: Currency,
): Result<PaymentFigures, PaymentBehaviourRefusal> {
  const amount = cell(record, 'overdue_amount');
  const code = cell(record, 'currency') ?? own;
  if (!isCurrency(code)) return refuse(invalid('currency', 'the code of a currency'));
  const overdue = amount === null ? null : parseAmount(amount, code);
  if (amount !== null && overdue === null) {
    return refuse(invalid('overdue_amount', `an amount of ${code}, such as 1500.00`));
  }
  const overdueDays = readDays(cell(record, 'overdue_days'));
  if (overdueDays === 'wrong') return refuse(invalid('overdue_days', daysExpected));
  const oldestOpenItemDays = readDays(cell(record, 'oldest_open_item_days'));
  if (oldestOpenItemDays === 'wrong') return refuse(invalid('oldest_open_item_days', daysExpected));
  const word = cell(record, 'payment_behaviour');
  const paymentBehaviour = paymentClasses.find((one) => one === word) ?? null;
  if (word !== null && paymentBehaviour === null) {
    return refuse(invalid('payment_behaviour', `one of ${paymentClasses.join(', ')}`));
  }
  const asOf = parseCalendarDate(cell(record, 'as_of') ?? '');
  if (asOf === null) return refuse(invalid('as_of', 'a day such as 2026-03-31'));
  return accept({ overdue, overdueDays, oldestOpenItemDays, paymentBehaviour, asOf });
}

function readDays(text: string | null): number | null | 'wrong' {
  if (text === null) return null;
  const days = /^[0-9]{1,5}$/.test(text) ? Number(text) : -1;
  return days < 0 || days > paymentDaysMax ? 'wrong' : days;
}

function cell(record: PaymentRow, column: string): string | null {
  const text = (record[column] ?? '').trim();
  return text === '' ? null : text;
}
