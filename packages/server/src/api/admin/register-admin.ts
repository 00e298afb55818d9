import type { HttpServer } from '../../http/index.ts';
import type { ApiEdge } from '../authenticate.ts';
import { serveTable } from '../serve-operations.ts';
import { type AdminServices, adminTable } from './administration.ts';
import { registerSessions } from './sessions.ts';

/** Puts administration on a server: `/v1/admin/…`, `/v1/sign-in` and `/v1/sign-out`. */
export function registerAdmin(server: HttpServer, services: AdminServices & ApiEdge): void {
  serveTable(server, services, adminTable(services));
  registerSessions(server, services.access);
}
