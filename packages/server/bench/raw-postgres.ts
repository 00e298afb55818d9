import pg from 'pg';

/**
 * How the rival numbers its entries: by the tenant's counter row, as we do, so that numbers are dense
 * and in the order of the commits; or by a sequence, which promises neither but lets nobody wait.
 */
export type Numbering = 'counter' | 'sequence';

/**
 * The rival of the ledger on PostgreSQL: what most programs do. A transaction for each hold that
 * locks the line with `select … for update`, checks it, and writes key, line, hold and entry, over so
 * many connections at once.
 */
export function createRawTransactions(options: {
  readonly url: string;
  readonly tenantId: string;
  readonly connections: number;
  readonly numbering: Numbering;
}) {
  const { url, tenantId, connections, numbering } = options;
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', () => {});

  const hold = async (organizationId: string, holdId: string, amount: number) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `insert into request_key (tenant_id, scope, value, fingerprint, outcome, created_at_us)
         values ($1, 'raw.hold', $2, $3, $4, 0) on conflict do nothing`,
        [tenantId, holdId, 'f'.repeat(64), outcome],
      );
      const found = await client.query(
        `select * from credit_line where tenant_id = $1 and organization_id = $2 for update`,
        [tenantId, organizationId],
      );
      const line = found.rows[0] as Record<string, string>;
      const held = BigInt(line['held_minor'] ?? 0) + BigInt(amount);
      if (held > BigInt(line['limit_minor'] ?? 0)) throw new Error('full');
      const version = BigInt(line['version'] ?? 0) + 1n;
      await client.query(
        `update credit_line set held_minor = $3, version = $4
         where tenant_id = $1 and line_id = $2`,
        [tenantId, line['line_id'], held, version],
      );
      await client.query(
        `insert into credit_hold (tenant_id, hold_id, line_id, organization_id, kind, state,
           amount_minor, held_minor, drawn_minor, excess_minor, unseen_minor, contained_minor,
           containment, asked_minor, asked_currency, asked_drawn_minor, revived_minor,
           asked_revived_minor, placed_at_us, due_at_us, version)
         values ($1, $2, $3, $4, 'native', 'open', $5, $5, 0, 0, 0, 0, 0, $5, 'EUR', 0, 0, 0, 0,
           604800000000, 1)`,
        [tenantId, holdId, line['line_id'], organizationId, amount],
      );
      await client.query(
        `${numberTexts[numbering]}
         insert into credit_entry (tenant_id, number, at_us, line_id, line_version,
           organization_id, kind, context, actor, hold_id, amount_minor, posted_delta_minor,
           held_delta_minor, captured_delta_minor, contained_delta_minor, below_delta_minor,
           posted_minor, held_minor, captured_minor, contained_minor, below_minor, limit_minor,
           status)
         select $1, last_number, 0, $3, $4, $2, 'hold.placed', 'INTEGRATIONS', 'key:cred_bench',
           $5, $6, 0, $6, 0, 0, 0, 0, $7, 0, 0, 0, $8, 'open'
         from counter`,
        [
          tenantId,
          organizationId,
          line['line_id'],
          version,
          holdId,
          amount,
          held,
          line['limit_minor'],
        ],
      );
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };

  return {
    /** The rivals write beside the ledger: a sequence begins where no entry of ours will be. */
    prepare: () => pool.query('create sequence if not exists raw_number start 1000000000000'),
    hold,
    close: () => pool.end(),
  };
}

const numberTexts: Readonly<Record<Numbering, string>> = {
  counter: `with counter as (
    update tenant_counter set last_number = last_number + 1 where tenant_id = $1
    returning last_number
  )`,
  sequence: `with counter as (select nextval('raw_number') as last_number)`,
};

/** As long as the stored outcome of a hold. */
const outcome = JSON.stringify({ padding: 'o'.repeat(611) });
