import type { FastifyInstance } from 'fastify';
import { guardMetrics } from './guard-metrics.ts';
import type { Metrics } from './metrics.ts';

export type OperationsOptions = {
  readonly metrics: Metrics;
  /** What opens `/metrics`; null: that the caller is on this machine. */
  readonly metricsToken: string | null;
  /** What the database says of itself when the server can answer; throws a `Fault` when it cannot. */
  readonly check: () => Promise<object>;
  readonly version: string;
  readonly commit: string | null;
};

/**
 * The addresses for whoever runs the server: `/healthz` (the process answers), `/readyz` (it can do
 * its work: 503 when not), `/metrics` (Prometheus) and `/version`.
 */
export function registerOperations(app: FastifyInstance, options: OperationsOptions): void {
  const { version, commit, metrics, metricsToken, check } = options;
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const database = await check();
    return { status: 'ready', database };
  });
  app.get('/version', () => (commit === null ? { version } : { version, commit }));
  app.get('/metrics', { onRequest: guardMetrics(metricsToken) }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
