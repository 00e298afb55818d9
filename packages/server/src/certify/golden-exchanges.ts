import type { Exchange } from '@aval/wire';
import creditCheck from '@aval/wire/exchanges/interworks-credit-check-hook.json' with {
  type: 'json',
};
import serviceManager from '@aval/wire/exchanges/interworks-service-manager.json' with {
  type: 'json',
};
import tradeCredit from '@aval/wire/exchanges/one-trade-credit.json' with { type: 'json' };

/** The published recordings, built into the bundle: there is no second copy of them. */
export const tradeCreditExchanges = tradeCredit as readonly Exchange[];
export const creditCheckExchanges = creditCheck as readonly Exchange[];
export const serviceManagerExchanges = serviceManager as readonly Exchange[];
