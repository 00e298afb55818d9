import {
  type CreditCommand,
  type CreditPolicy,
  type CreditUnit,
  defaultPolicy,
} from '../../src/credit/index.ts';
import { hour, type Instant, minute } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { CaptureId, HoldId, LineId, OrganizationId, TenantId } from '../../src/kernel/ids.ts';
import { money } from '../../src/kernel/money.ts';
import { type Model, usedOf } from './model.ts';
import type { Random } from './random.ts';

export const tenantId = 'sim' as TenantId;
const eur = currency('EUR');
const organizations = ['org_a', 'org_b', 'org_c', 'org_d'] as OrganizationId[];

export function randomPolicy(random: Random): CreditPolicy {
  return Object.freeze({
    ...defaultPolicy,
    boundary: random.chance(80) ? 'atLimitPasses' : 'atLimitBlocks',
    utilisationCeilingPercent: random.chance(70) ? 100n : 90n,
    toleranceBasisPoints: random.chance(70) ? 0n : 1_000n,
    unlimitedChild: random.chance(50) ? 'staysUnlimited' : 'boundByParent',
    lateCapture: random.pick(['revive', 'refuse', 'bookAndFlag'] as const),
    captureRemainder: random.pick(['keep', 'free'] as const),
    overCapture: {
      mode: random.pick(['toleranceElseReview', 'refuse', 'bookAndFlag'] as const),
      basisPoints: random.pick([0n, 1_000n, 5_000n]),
      amountMinor: random.pick([0n, 5n]),
    },
    sameFigure: random.chance(80) ? 'contain' : 'countTwice',
    erpLagUs: 2n * hour,
  } satisfies CreditPolicy);
}

/** Where commands come from: few organizations and sources, small amounts, so that they collide. */
export type Generator = {
  readonly next: () => CreditUnit;
  /** The sweep's command for a hold that has fallen due. */
  readonly expire: (holdId: string) => CreditUnit;
};

export function createGenerator(random: Random, model: Model, now: () => Instant): Generator {
  let count = 0;
  const sent: CreditUnit[] = [];
  const policy = model.policy;
  const origin = { context: 'INTEGRATIONS' as const, actor: 'key:sim' };
  const amount = () => money(BigInt(1 + random.below(60)), eur);
  const id = (prefix: string) => {
    count += 1;
    return `${prefix}_${count}`;
  };
  const anyHold = () => {
    const ids = [...model.holds.keys()];
    // Recent holds are where things happen; now and then one that never was.
    const recent = ids.slice(-8);
    return (random.chance(3) || ids.length === 0 ? 'hold_none' : random.pick(recent)) as HoldId;
  };
  const due = () => ({ afterUs: BigInt(1 + random.below(180)) * minute });

  const command = (): CreditCommand => {
    const common = { origin, policy };
    const organizationId = random.pick(organizations);
    const lineId = organizationId.replace('org_', 'line_') as LineId;
    const roll = random.below(100);
    if (roll < 34) {
      return {
        ...common,
        type: 'placeHold',
        holdId: id('hold') as HoldId,
        organizationId,
        kind: 'native',
        amount: amount(),
        rate: null,
        source: random.chance(60) ? `basket:${random.below(6)}` : null,
        ifLive: random.chance(70) ? 'resize' : 'refuse',
        due: due(),
      };
    }
    if (roll < 50) {
      return {
        ...common,
        type: 'captureHold',
        holdId: anyHold(),
        captureId: id('cap') as CaptureId,
        amount: amount(),
        reference: null,
        isFinal: random.chance(20),
        shippedGoods: random.chance(15),
        revivedHoldId: id('hold') as HoldId,
      };
    }
    if (roll < 56) return { ...common, type: 'releaseHold', holdId: anyHold(), reason: null };
    if (roll < 62) return { ...common, type: 'expireHold', holdId: anyHold() };
    if (roll < 65) return { ...common, type: 'extendHold', holdId: anyHold(), due: due() };
    if (roll < 69) {
      const revivedHoldId = id('hold') as HoldId;
      return { ...common, type: 'reviveHold', holdId: anyHold(), revivedHoldId, due: due() };
    }
    if (roll < 74) return { ...common, type: 'resizeHold', holdId: anyHold(), amount: amount() };
    if (roll < 78) {
      const captureIds = [...model.captures.keys()].slice(-4) as CaptureId[];
      return {
        ...common,
        type: 'seeCaptures',
        organizationId,
        captureIds,
        named: random.chance(40),
      };
    }
    if (roll < 88) return erpFigures(organizationId, lineId);
    if (roll < 95) {
      const parent = random.pick([...organizations, null, null]);
      return {
        ...common,
        type: 'setLine',
        organizationId,
        lineId,
        currency: eur,
        terms: {
          limitMinor: random.chance(10) ? null : BigInt(random.below(250)),
          unlimited: random.chance(5),
          ...(random.chance(40) ? { parentLineId: parentFor(parent, organizationId) } : {}),
        },
        expected: null,
        approved: false,
        reason: null,
      };
    }
    if (roll < 97)
      return { ...common, type: 'closeLine', organizationId, expected: null, reason: null };
    const type = random.chance(35) ? ('stopLine' as const) : ('resumeLine' as const);
    return { ...common, type, organizationId, reason: 'simulated' };
  };

  /** Often a figure that we showed: an echo, or the posting of what is held. */
  const erpFigures = (organizationId: OrganizationId, lineId: LineId): CreditCommand => {
    const line = model.lines.get(organizationId);
    const shown = line?.shown.map(({ used }) => used) ?? [];
    const usedMinor =
      line !== undefined && random.chance(60)
        ? random.pick([usedOf(model, line), line.posted, ...shown.slice(-6)])
        : BigInt(random.below(150) - 10);
    return {
      origin,
      policy,
      type: 'postErpFigures',
      organizationId,
      lineId,
      currency: eur,
      usedMinor,
      limitMinor: random.chance(40) ? BigInt(random.below(250)) : null,
      availableMinor: null,
      asOf: random.chance(20) ? ((now() - BigInt(random.below(120)) * minute) as Instant) : null,
      expected: null,
      mayOpen: random.chance(80),
    };
  };

  const parentFor = (parent: OrganizationId | null, own: OrganizationId): LineId | null => {
    if (parent === null || parent === own || !model.lines.has(parent)) return null;
    return parent.replace('org_', 'line_') as LineId;
  };

  const unitOf = (one: CreditCommand): CreditUnit => {
    const value = id('key');
    return {
      tenantId,
      key: { scope: 'sim', value, fingerprint: value },
      credit: [one],
      rows: { ifDone: [], ifRefused: [] },
      deadlineAt: null,
    };
  };

  return {
    next: () => {
      const again = sent.at(-1 - random.below(5));
      if (again !== undefined && random.chance(6)) return again;
      const unit = unitOf(command());
      sent.push(unit);
      return unit;
    },
    expire: (holdId) => unitOf({ origin, policy, type: 'expireHold', holdId: holdId as HoldId }),
  };
}
