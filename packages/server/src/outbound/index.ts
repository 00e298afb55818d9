/** The face of the outbound room: the only way out, and the ports that lead through it. */
export { type AddressClass, classOfAddress } from './address-class.ts';
export { type BaseUri, type BaseUriRefusal, pathBelow, readBaseUri } from './base-uri.ts';
export {
  createGuardedTransport,
  type GuardedTransport,
  type GuardOptions,
  type ResolveHost,
} from './guarded-transport.ts';
export {
  createPlatformOrders,
  type PlatformConnection,
  type PlatformOrdersAdapter,
  type PlatformOrdersDeps,
} from './platform-orders.ts';
