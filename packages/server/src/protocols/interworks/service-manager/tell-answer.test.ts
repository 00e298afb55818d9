import { serviceManagerLanguages } from '@aval/wire';
import { expect, test } from 'vitest';
import type { CreditReason, FulfilmentAnswer } from '../../../fulfilment/index.ts';
import { tellAnswer } from './tell-answer.ts';

const secret = 'figure 5000';
const refusals = {
  'fulfilment.action_contradicts': {
    ...{ object: 'addon', productId: secret, operation: 'addon.create', allowed: [] },
  },
  'fulfilment.object_unknown': { object: 'addon' },
  'fulfilment.other_content': { object: 'asset' },
  'fulfilment.addon_twice': { addonProductId: secret },
  'fulfilment.addon_not_of_product': { addonProductId: secret, productId: secret },
  'fulfilment.plan_change_not_possible': { from: secret, to: secret },
  'fulfilment.step_not_possible': { object: 'asset', step: 'cancel', state: 'active' },
} as const;
const reasons: Readonly<Record<CreditReason, true>> = {
  ...{ insufficient: true, stopped: true, no_open_line: true },
  ...{ customer_unknown: true, not_convertible: true },
};
const answers = [
  ...Object.entries(refusals).map(([code, facts]) => ({
    kind: 'refused',
    refusal: { code, ...facts },
  })),
  ...Object.keys(reasons).map((reason) => ({ kind: 'no_credit', reason })),
  { kind: 'service_unknown', serviceType: secret },
  { kind: 'facts_missing', names: ['headroom'] },
  { kind: 'not_priced', productId: secret },
] as readonly FulfilmentAnswer[];

test('what this wire says under a code that customers read has no number in it, in any language', () => {
  const read = new Set<number>();
  for (const language of serviceManagerLanguages) {
    for (const answer of answers) {
      const { code, message } = tellAnswer(answer, language, 'subscription');
      expect(message).not.toMatch(/[{}]/);
      if (code > -80_000 || code < -89_999) continue;
      read.add(code);
      expect(message, language).not.toMatch(/\p{N}/u);
      expect(message).not.toContain(secret);
    }
  }
  expect([...read].sort()).toEqual([-80_100, -80_110, -80_120, -80_250]);
});
