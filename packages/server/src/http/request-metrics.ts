/** Upper bounds in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

type Durations = { readonly counts: number[]; sum: number; count: number };

export type RequestMetrics = {
  readonly observe: (method: string, route: string, status: number, durationMs: number) => void;
  /** In the text format of Prometheus. */
  readonly text: () => string;
};

/**
 * Counts of requests and how long they took. Counted by hand, because a metrics library looks up
 * its labels anew for every request; names carry no tenant, no id and no path.
 */
export function createRequestMetrics(): RequestMetrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, Durations>();
  return {
    observe: (method, route, status, durationMs) => {
      const labels = `method="${method}",route="${route}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      let of = durations.get(route);
      if (of === undefined) {
        of = { counts: buckets.map(() => 0), sum: 0, count: 0 };
        durations.set(route, of);
      }
      const seconds = durationMs / 1000;
      of.sum += seconds;
      of.count += 1;
      const bucket = buckets.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) of.counts[bucket] = (of.counts[bucket] ?? 0) + 1;
    },
    text: () =>
      [
        '# HELP aval_http_requests_total Requests answered, by method, route and status.',
        '# TYPE aval_http_requests_total counter',
        ...[...requests].map(([labels, count]) => `aval_http_requests_total{${labels}} ${count}`),
        '# HELP aval_http_request_seconds Time from the headers to the end of the answer.',
        '# TYPE aval_http_request_seconds histogram',
        ...[...durations].flatMap(([route, of]) => linesOf(route, of)),
        '',
      ].join('\n'),
  };
}

function linesOf(route: string, { counts, sum, count }: Durations): readonly string[] {
  let below = 0;
  const name = 'aval_http_request_seconds';
  const bounds = buckets.map((bound, index) => {
    below += counts[index] ?? 0;
    return `${name}_bucket{route="${route}",le="${bound}"} ${below}`;
  });
  return [
    ...bounds,
    `${name}_bucket{route="${route}",le="+Inf"} ${count}`,
    `${name}_sum{route="${route}"} ${sum}`,
    `${name}_count{route="${route}"} ${count}`,
  ];
}
