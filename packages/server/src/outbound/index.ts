/** The face of the outbound room: the ports that lead out of this server, all by one guarded way. */
export {
  createPlatformOrders,
  type PlatformConnection,
  type PlatformOrdersAdapter,
  type PlatformOrdersDeps,
} from './platform-orders.ts';
