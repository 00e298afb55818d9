import type { Installation } from '../../fulfilment/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Reads } from './reads.ts';

/** Whether an installation's storefront has a credential of the credit check hook. */
export function createHookReader(db: Reads, defaultInstallation: string) {
  return {
    hasActiveHook: async (at: Installation, now: Instant): Promise<boolean> => {
      const rows = await db
        .selectFrom('credential')
        .select('settings')
        .where('tenant_id', '=', at.tenantId)
        .where('kind', 'in', hookKinds)
        .where('revoked_at_us', 'is', null)
        .where((row) => row.or([row('expires_at_us', 'is', null), row('expires_at_us', '>', now)]))
        .limit(rowsMax)
        .execute();
      return rows.some(({ settings }) => {
        const { installation } = JSON.parse(settings) as { readonly installation?: string };
        return (installation ?? defaultInstallation) === at.installation;
      });
    },
  };
}

const hookKinds = ['hook', 'hook-bearer', 'hook-header', 'hook-path'] as const;
const rowsMax = 1_000;
