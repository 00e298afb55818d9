import { fillText, type RefusalText } from '../kernel/refusal.ts';
import type { FulfilmentRefusal } from './refusals.ts';

/** What the room says of its refusals, in the order in which they are found. */
export const fulfilmentRefusalTexts: Readonly<Record<FulfilmentRefusal['code'], RefusalText>> = {
  'fulfilment.action_contradicts': {
    precedence: 400,
    text: 'The action of the {object} must be {allowed} in {operation}.',
    customerSafe: false,
  },
  'fulfilment.object_unknown': {
    precedence: 410,
    text: 'This {object} is not known here.',
    customerSafe: false,
  },
  'fulfilment.other_content': {
    precedence: 420,
    text: 'This {object} was already created with other content.',
    customerSafe: false,
  },
  'fulfilment.addon_twice': {
    precedence: 430,
    text: 'Add-on {addonProductId} stands twice in the call.',
    customerSafe: false,
  },
  'fulfilment.addon_not_of_product': {
    precedence: 440,
    text: 'Add-on {addonProductId} does not belong to product {productId}.',
    customerSafe: false,
  },
  'fulfilment.plan_change_not_possible': {
    precedence: 450,
    text: 'A change from {from} to {to} is not possible.',
    customerSafe: true,
  },
  'fulfilment.step_not_possible': {
    precedence: 460,
    text: 'A {object} that is {state} cannot take the step {step}.',
    customerSafe: false,
  },
};

const words: Readonly<Record<string, string>> = { addon: 'add-on', parent: 'subscription' };

/** The English text of a refusal. */
export function describeFulfilmentRefusal(refusal: FulfilmentRefusal): string {
  const facts: Record<string, unknown> = { ...refusal };
  if ('object' in refusal) {
    const isAsset = 'operation' in refusal && refusal.operation.startsWith('asset.');
    const word =
      isAsset && refusal.object === 'parent' ? 'asset' : (words[refusal.object] ?? refusal.object);
    facts['object'] =
      'productId' in refusal && refusal.productId !== null ? `${word} ${refusal.productId}` : word;
  }
  if ('allowed' in refusal) facts['allowed'] = refusal.allowed.join(' or ');
  return fillText(fulfilmentRefusalTexts[refusal.code].text, facts);
}
