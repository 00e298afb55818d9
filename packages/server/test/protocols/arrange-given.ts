import type { Exchange } from '@aval/wire';
import { type OrderStatus, orderChange, type PlatformOrder } from '../../src/commerce/index.ts';
import type { Hold } from '../../src/credit/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { currency } from '../../src/kernel/currency.ts';
import { parseAmount } from '../../src/kernel/money.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createPlatformReader } from '../../src/storage/reads/platform-reads.ts';
import { demo, fixture, ok, orderOf } from './fixture-seed.ts';
import type { OpenDesk } from './open-desk.ts';

/**
 * Brings about what an exchange says of the state beside it (`given`). The texts are prose; each of
 * them is known here by its form, and one that is not fails its test.
 */
export async function arrangeGiven(desk: OpenDesk, { name, given }: Exchange): Promise<void> {
  if (given === undefined) return;
  for (const { form, arrange } of arrangements) {
    const match = form.exec(given);
    if (match !== null) return arrange(desk, match, name);
  }
  throw new Error(`nobody knows how to arrange: ${given}`);
}

type Arrangement = {
  readonly form: RegExp;
  readonly arrange: (desk: OpenDesk, match: RegExpExecArray, name: string) => Promise<void>;
};

const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

const arrangements: readonly Arrangement[] = [
  {
    form: /^setting (\S+) = (\S+)$/,
    arrange: async (desk, [, setting = '', value = '']) => {
      const settings = { [setting]: value };
      ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
    },
  },
  {
    form: /^order (\S+) now has grossTotal (\S+)$/,
    arrange: async (desk, [, orderId = '', amount = '']) => {
      const total = present(parseAmount(amount, currency('EUR')), amount);
      await changeOrder(desk, orderId, { total });
    },
  },
  {
    form: /^order (\S+) now has status (.+), type (.+)$/,
    arrange: (desk, [, orderId = '', status = '', type = '']) =>
      changeOrder(desk, orderId, { status: statusOf(status, type) }),
  },
  {
    form: /^order status was changed in the platform$/,
    arrange: (desk, _, name) => changeOrder(desk, basket, { status: statusOfExchange(name) }),
  },
  {
    form: /^order (\S+) answers again: account (\d+), grossTotal (\S+) EUR, Draft, In progress$/,
    arrange: async (desk, [, id = '', accountId = '', grossTotal = '']) => {
      const like = present(fixture.platformOrders[0], 'order');
      await writeOrder(
        desk,
        orderOf({ ...like, id, accountId: Number(accountId), grossTotal, currency: 'EUR' }),
      );
    },
  },
  {
    form: /cancelled/,
    arrange: async (desk) => {
      await changeOrder(desk, basket, { status: statusOf('Canceled', 'Cancelled') });
      await sweepAt(desk, whenDue);
      await assertHold(desk, 'released');
    },
  },
  {
    form: /^clock (\S+); order .+ is Executed; .+ the hold was captured$/,
    arrange: async (desk, [, at = '']) => {
      await changeOrder(desk, basket, { status: statusOf('Executed', 'Automatic Execute') });
      await sweepAt(desk, at);
      await assertHold(desk, 'captured');
    },
  },
  {
    form: /^clock (\S+); order .+ is still Draft; .+ expired at .+ with a notice$/,
    arrange: async (desk, [, at = '']) => {
      await sweepAt(desk, whenDue);
      await assertHold(desk, 'open');
      await sweepAt(desk, at);
      await assertHold(desk, 'expired');
    },
  },
];

/** A little after the hold of noon fell due. */
const whenDue = '2020-03-01T12:30:01Z';

async function sweepAt(desk: OpenDesk, at: string): Promise<void> {
  desk.clock.set(at);
  await desk.sweep();
}

async function assertHold(desk: OpenDesk, state: Hold['state']): Promise<void> {
  const source = `interworks.basket:151/${basket}`;
  const hold = present(await desk.storage.credit.holdOfSource(demo, source), 'hold');
  assert(hold.state === state, `the hold is ${hold.state}`);
}

async function changeOrder(
  desk: OpenDesk,
  orderId: string,
  change: Partial<Pick<PlatformOrder, 'total' | 'status'>>,
): Promise<void> {
  const order = await createPlatformReader(desk.storage.db).order(demo, orderId);
  assert(order !== null && !('isFailing' in order), `no order ${orderId}`);
  await writeOrder(desk, { ...order, ...change });
}

async function writeOrder(desk: OpenDesk, order: PlatformOrder): Promise<void> {
  const outcome = await desk.storage.commit(rowsOnly(demo, [orderChange(demo, order)]));
  assert(outcome.kind === 'done', 'no such order');
}

function statusOf(name: string, type: string): OrderStatus {
  return { name, type: type as OrderStatus['type'] };
}

function statusOfExchange(name: string): OrderStatus {
  if (name === 'order-submitted') return statusOf('Submitted', 'In progress');
  if (name === 'order-executed') return statusOf('Executed', 'Automatic Execute');
  assert(name === 'order-cancelled', `no status for ${name}`);
  return statusOf('Canceled', 'Cancelled');
}
