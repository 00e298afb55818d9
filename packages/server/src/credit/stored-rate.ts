import type { CalendarDate, Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { Rate } from './hold.ts';

/** A rate as it is kept: never changed, in force from a day on until a later one takes its place. */
export type StoredRate = Rate & {
  readonly validFrom: CalendarDate;
  readonly createdAt: Instant;
  readonly createdBy: string;
};

export type RateReader = {
  readonly rates: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<StoredRate>>;
};
