import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';

export type Metrics = Pick<RequestMetrics, 'observe'> & {
  /** A number that is read when somebody asks for the metrics. */
  readonly addGauge: (name: string, help: string, read: () => number) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/** What the process, its requests and the rooms have to tell. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const requests = createRequestMetrics();
  collectDefaultMetrics({ register: registry, prefix: 'aval_' });
  return {
    observe: requests.observe,
    addGauge: (name, help, read) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        collect: () => gauge.set(read()),
      });
    },
    contentType: registry.contentType,
    text: async () => `${await registry.metrics()}\n${requests.text()}`,
  };
}
