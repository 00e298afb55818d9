import { accountReference, type BasketReader } from '../assessment/index.ts';
import { readReference } from '../parties/index.ts';
import type { Readers } from './readers.ts';

/** The books of a basket, by what the platform calls the account that pays for it. */
export function createBasketBooks({ basketBooks }: Readers['baskets']): BasketReader {
  return {
    basket: ({ tenantId, installation }, accountId, source) => {
      const owner = readReference(accountReference(installation, accountId));
      return basketBooks(tenantId, owner.ok ? owner.value : null, source);
    },
  };
}
