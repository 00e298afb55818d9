/** The one place where a port meets its adapter: a desk on a database, and a server on a desk. */
export { checkConnection, platformConnectionName } from './compose/connections.ts';
export { composeDesk, type Desk } from './compose/desk.ts';
export { type ComposedServer, composeServer } from './compose/server.ts';
