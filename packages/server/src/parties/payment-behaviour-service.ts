import { present } from '../kernel/assert.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import {
  importPaymentBehaviour,
  type PaymentImportResult,
  type PaymentRow,
} from './import-payment-behaviour.ts';
import {
  invalidFigure,
  isSamePayment,
  type PaymentBehaviour,
  type PaymentFigures,
} from './payment-behaviour.ts';
import type { PaymentBehaviourReader } from './payment-behaviour-ports.ts';
import {
  newPaymentBehaviourRow,
  paymentBehaviourChange,
  type Recorded,
} from './payment-behaviour-rows.ts';
import type { CommitRows, PartyReader } from './ports.ts';
import type { PaymentBehaviourRefusal } from './refusals.ts';

/** What became of figures that were recorded. */
export type PaymentRecorded = {
  readonly record: PaymentBehaviour;
  readonly outcome: 'created' | 'updated' | 'unchanged';
};

export type PaymentBehaviourService = {
  /** As it was recorded, however old; null where nobody has said anything. */
  readonly paymentBehaviour: PaymentBehaviourReader['paymentBehaviour'];
  /**
   * Says all there is to say of how an organization pays: what is null is not known any more. The same
   * figures again change nothing. Figures of an earlier day than those in force are refused, unless
   * the caller names the version that they are to replace.
   */
  readonly record: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    put: Recorded & { readonly expected: bigint | 'absent' | 'present' | null },
  ) => Promise<Result<PaymentRecorded, PaymentBehaviourRefusal>>;
  /** At most `importRowsMax` rows; see `importPaymentBehaviour`. */
  readonly importRows: (
    tenantId: TenantId,
    rows: readonly PaymentRow[],
    recordedBy: string,
  ) => Promise<readonly PaymentImportResult[]>;
};

export type PaymentBehaviourDeps = {
  readonly reader: PaymentBehaviourReader;
  readonly organizations: Pick<PartyReader, 'organization' | 'organizationOf'>;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly currencyOf: (tenantId: TenantId) => Promise<Currency>;
};

/** How often a record that names no version is judged anew when others were faster. */
const attemptsMax = 20;

/** What is known of how organizations pay: recorded by calls and files, told to rules. */
export function createPaymentBehaviourService(deps: PaymentBehaviourDeps): PaymentBehaviourService {
  const { reader, organizations, commit, clock, currencyOf } = deps;

  const record: PaymentBehaviourService['record'] = async (tenantId, organizationId, put) => {
    const { expected, ...recorded } = put;
    const { figures } = recorded;
    const wrong = invalidFigure(figures, await currencyOf(tenantId), clock.now());
    if (wrong !== null) return refuse(wrong);
    for (let attempt = 1; ; attempt += 1) {
      if ((await organizations.organization(tenantId, organizationId)) === null) return unknown;
      const before = await reader.paymentBehaviour(tenantId, organizationId);
      const version = before?.version ?? 0n;
      const overtaken = refuse({ code: 'parties.version_changed', version } as const);
      if (!isExpected(before, expected)) return overtaken;
      if (before !== null && isSamePayment(before, figures)) {
        return accept({ record: before, outcome: 'unchanged' });
      }
      if (before !== null && isOlder(figures, before) && typeof expected !== 'bigint') {
        return refuse({ code: 'parties.payment_behaviour_older', asOf: before.asOf });
      }
      const row =
        before === null
          ? newPaymentBehaviourRow(tenantId, organizationId, recorded)
          : paymentBehaviourChange(before, recorded);
      const done = await commit(rowsOnly(tenantId, [row]));
      if (done.kind === 'done') {
        const stored = await reader.paymentBehaviour(tenantId, organizationId);
        return accept({
          record: present(stored, 'record that was written'),
          outcome: before === null ? 'created' : 'updated',
        });
      }
      if (attempt === attemptsMax) return overtaken;
    }
  };

  return {
    paymentBehaviour: reader.paymentBehaviour,
    record,
    importRows: (tenantId, rows, recordedBy) =>
      importPaymentBehaviour({ organizations, currencyOf, record }, tenantId, rows, recordedBy),
  };
}

function isOlder(figures: PaymentFigures, before: PaymentBehaviour): boolean {
  return figures.asOf < before.asOf;
}

function isExpected(
  before: PaymentBehaviour | null,
  expected: bigint | 'absent' | 'present' | null,
): boolean {
  if (expected === null) return true;
  if (expected === 'absent') return before === null;
  if (expected === 'present') return before !== null;
  return before?.version === expected;
}

const unknown = refuse({ code: 'parties.organization_unknown' } as const);
