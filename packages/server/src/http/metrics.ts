import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  readonly registry: Registry;
  readonly observe: (method: string, route: string, status: number, durationMs: number) => void;
  /** A number that is read when somebody asks for the metrics. */
  readonly addGauge: (name: string, help: string, read: () => number) => void;
};

/** Counts of requests and how long they took, by route; names carry no tenant and no id. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'aval_' });
  const requests = new Counter({
    name: 'aval_http_requests_total',
    help: 'Requests answered, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'aval_http_request_seconds',
    help: 'Time from the first byte of the headers to the end of the answer.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    observe: (method, route, status, durationMs) => {
      requests.inc({ method, route, status: String(status) });
      durations.observe({ route }, durationMs / 1000);
    },
    addGauge: (name, help, read) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        collect: () => gauge.set(read()),
      });
    },
  };
}
