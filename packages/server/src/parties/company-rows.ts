import type { CompanyId, TenantId } from '../kernel/ids.ts';
import type { RowChange, RowValues } from '../kernel/unit-of-work.ts';
import type { Company } from './company.ts';
import { type CompanyNumber, numberText } from './company-number.ts';

/** A company as it is to stand in the register. */
export type CompanyState = Omit<Company, 'tenantId' | 'companyId' | 'version'>;

/** Rows of a new company with its numbers. */
export function newCompanyRows(
  tenantId: TenantId,
  companyId: CompanyId,
  state: CompanyState,
): readonly RowChange[] {
  const key = { tenant_id: tenantId, company_id: companyId };
  return [
    { op: 'insert', table: 'company', values: { ...key, ...valuesOf(state), version: 1n } },
    ...state.numbers.map((number) => numberRow(tenantId, companyId, number)),
  ];
}

/** The change of a company that stands at a version, numbers that come or go included. */
export function companyChangeRows(before: Company, state: CompanyState): readonly RowChange[] {
  const { tenantId, companyId, version } = before;
  const had = new Set(before.numbers.map(numberText));
  const has = new Set(state.numbers.map(numberText));
  return [
    {
      op: 'update',
      table: 'company',
      set: { ...valuesOf(state), version: version + 1n },
      where: { tenant_id: tenantId, company_id: companyId, version },
    },
    ...before.numbers
      .filter((number) => !has.has(numberText(number)))
      .map(({ scheme, number }): RowChange => {
        const where = { tenant_id: tenantId, scheme, number, company_id: companyId };
        return { op: 'delete', table: 'company_number', where };
      }),
    ...state.numbers
      .filter((number) => !had.has(numberText(number)))
      .map((number) => numberRow(tenantId, companyId, number)),
  ];
}

function numberRow(
  tenantId: TenantId,
  companyId: CompanyId,
  { scheme, number }: CompanyNumber,
): RowChange {
  const values = { tenant_id: tenantId, scheme, number, company_id: companyId };
  return { op: 'insert', table: 'company_number', values };
}

function valuesOf(state: CompanyState): RowValues {
  return {
    scheme: state.scheme,
    number: state.number,
    name: state.name,
    address: state.address,
    zipcode: state.zipcode,
    city: state.city,
    country: state.country,
    legal_form: state.legalForm,
    active: state.active === null ? null : state.active ? 1n : 0n,
    founded_on: state.foundedOn,
    activities: JSON.stringify(state.activities),
    part_of: state.partOf,
    source: state.source,
    as_of_us: state.asOf,
  };
}
