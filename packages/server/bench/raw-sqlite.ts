import type { CreditHoldRow, CreditLineRow } from '../src/storage/schema/tables.ts';
import type { SqliteConnection } from '../src/storage/sqlite/driver.ts';
import { insertInto, selectFrom } from '../src/storage/sqlite/statements.ts';

/**
 * The rival of the ledger on SQLite: a loop in one thread that does the same reads and writes for
 * each hold with prepared statements, so many to a transaction. No rule, no message, no queue, no
 * ids, no outcome that anybody waits for.
 */
export function createRawLoop(connection: SqliteConnection, tenantId: string) {
  const keySelect = connection.prepare(
    `${selectFrom('request_key')} where tenant_id = ? and scope = ? and value = ?`,
  );
  const lineSelect = connection.prepare(
    `${selectFrom('credit_line')} where tenant_id = ? and organization_id = ?`,
  );
  const lineUpdate = connection.prepare(
    `update credit_line
     set posted_minor = ?, held_minor = ?, captured_minor = ?, contained_minor = ?, below_minor = ?,
       version = ?
     where tenant_id = ? and line_id = ? and version = ?`,
  );
  const keyInsert = connection.prepare(insertInto('request_key'));
  const holdInsert = connection.prepare(insertInto('credit_hold'));
  const entryInsert = connection.prepare(insertInto('credit_entry'));
  const counterUpdate = connection.prepare(
    `update tenant_counter set last_number = last_number + ?, last_at_us = ?
     where tenant_id = ? returning last_number`,
  );
  let clock = BigInt(Date.now()) * 1_000n;

  const hold = (organizationId: string, holdId: string, number: bigint, amount: bigint) => {
    keySelect.get(tenantId, 'raw.hold', holdId);
    const line = lineSelect.get(tenantId, organizationId) as CreditLineRow;
    const exposure = line.posted_minor + line.held_minor + line.captured_minor;
    if (line.limit_minor === null || exposure + amount > line.limit_minor) throw new Error('full');
    const held = line.held_minor + amount;
    const version = line.version + 1n;
    const { posted_minor: posted, captured_minor: captured, contained_minor: contained } = line;
    const { below_minor: below, limit_minor: limit } = line;
    lineUpdate.run(
      ...[posted, held, captured, contained, below, version],
      ...[tenantId, line.line_id, line.version],
    );
    const row: CreditHoldRow = {
      tenant_id: tenantId,
      hold_id: holdId,
      line_id: line.line_id,
      organization_id: organizationId,
      kind: 'native',
      state: 'open',
      source: null,
      amount_minor: amount,
      held_minor: amount,
      drawn_minor: 0n,
      excess_minor: 0n,
      unseen_minor: 0n,
      contained_minor: 0n,
      containment: 0n,
      asked_minor: amount,
      asked_currency: 'EUR',
      asked_drawn_minor: 0n,
      rate: null,
      revived_from: null,
      revived_minor: 0n,
      asked_revived_minor: 0n,
      placed_at_us: clock,
      due_at_us: clock + 604_800_000_000n,
      ended_at_us: null,
      version: 1n,
    };
    holdInsert.run(...Object.values(row));
    keyInsert.run(tenantId, 'raw.hold', holdId, fingerprint, outcome, clock);
    entryInsert.run(
      ...[tenantId, number, clock, line.line_id, version, organizationId, 'hold.placed'],
      ...['INTEGRATIONS', 'key:cred_bench', holdId, null, amount, 0n, amount, 0n, 0n, 0n],
      ...[posted, held, captured, contained, below, limit, 'open', null, null],
    );
  };

  return {
    /** Places the holds in transactions of `size`. */
    run: (organizations: readonly string[], holdIds: readonly string[], size: number): void => {
      for (let from = 0; from < holdIds.length; from += size) {
        const batch = holdIds.slice(from, from + size);
        connection.exec('begin immediate');
        clock += 1n;
        const { last_number: last } = counterUpdate.get(BigInt(batch.length), clock, tenantId) as {
          readonly last_number: bigint;
        };
        let number = last - BigInt(batch.length);
        for (const [index, holdId] of batch.entries()) {
          number += 1n;
          const organization = organizations[(from + index) % organizations.length] as string;
          hold(organization, holdId, number, BigInt(100 + ((from + index) % 900)));
        }
        connection.exec('commit');
      }
    },
  };
}

const fingerprint = 'f'.repeat(64);
/** As long as the stored outcome of a hold. */
const outcome = JSON.stringify({ padding: 'o'.repeat(611) });
