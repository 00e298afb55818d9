import type { Columns } from '../column-kinds.ts';

/** Organizations, companies and how they pay. */
export type PartyTables = {
  readonly organization: OrganizationRow;
  readonly organization_reference: OrganizationReferenceRow;
  readonly company: CompanyRow;
  readonly company_number: CompanyNumberRow;
  readonly payment_behaviour: PaymentBehaviourRow;
};

export type OrganizationRow = {
  readonly tenant_id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
};

export type OrganizationReferenceRow = {
  readonly tenant_id: string;
  readonly source: string;
  readonly kind: string;
  readonly value_key: string;
  readonly value: string;
  readonly organization_id: string;
  readonly created_at_us: bigint;
};

export type CompanyRow = {
  readonly tenant_id: string;
  readonly company_id: string;
  readonly scheme: string;
  readonly number: string;
  readonly name: string;
  readonly address: string | null;
  readonly zipcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly legal_form: string | null;
  readonly active: bigint | null;
  readonly founded_on: string | null;
  readonly activities: string;
  readonly part_of: string | null;
  readonly source: string;
  readonly as_of_us: bigint;
  readonly version: bigint;
};

export type CompanyNumberRow = {
  readonly tenant_id: string;
  readonly scheme: string;
  readonly number: string;
  readonly company_id: string;
};

export type PaymentBehaviourRow = {
  readonly tenant_id: string;
  readonly organization_id: string;
  readonly overdue_minor: bigint | null;
  readonly overdue_currency: string | null;
  readonly overdue_days: bigint | null;
  readonly oldest_open_item_days: bigint | null;
  readonly behaviour: string | null;
  readonly as_of: string;
  readonly source: string;
  readonly recorded_by: string;
  readonly recorded_at_us: bigint;
  readonly followed_version: bigint;
  readonly version: bigint;
};

export const partyColumns: Columns<PartyTables> = {
  organization: {
    tenant_id: 'text',
    organization_id: 'text',
    name: 'text',
    version: 'bigint',
    created_at_us: 'bigint',
  },
  organization_reference: {
    tenant_id: 'text',
    source: 'text',
    kind: 'text',
    value_key: 'text',
    value: 'text',
    organization_id: 'text',
    created_at_us: 'bigint',
  },
  company: {
    tenant_id: 'text',
    company_id: 'text',
    scheme: 'text',
    number: 'text',
    name: 'text',
    address: 'text',
    zipcode: 'text',
    city: 'text',
    country: 'text',
    legal_form: 'text',
    active: 'bigint',
    founded_on: 'text',
    activities: 'text',
    part_of: 'text',
    source: 'text',
    as_of_us: 'bigint',
    version: 'bigint',
  },
  company_number: {
    tenant_id: 'text',
    scheme: 'text',
    number: 'text',
    company_id: 'text',
  },
  payment_behaviour: {
    tenant_id: 'text',
    organization_id: 'text',
    overdue_minor: 'bigint',
    overdue_currency: 'text',
    overdue_days: 'bigint',
    oldest_open_item_days: 'bigint',
    behaviour: 'text',
    as_of: 'text',
    source: 'text',
    recorded_by: 'text',
    recorded_at_us: 'bigint',
    followed_version: 'bigint',
    version: 'bigint',
  },
};
