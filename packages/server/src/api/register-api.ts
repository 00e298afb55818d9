import type { HttpServer } from '../http/index.ts';
import { createHandlers } from './handlers.ts';
import { serveOperations } from './serve-operations.ts';
import type { ApiServices } from './services.ts';

/** Puts Aval's own API on a server: `/v1/…` and `/openapi.json`. */
export function registerApi(server: HttpServer, services: ApiServices): void {
  serveOperations(server, services, createHandlers(services));
}
