/** Bounds of every connection; nobody holds a socket or a header buffer for ever. */
export const httpLimits = Object.freeze({
  /** How often connections are looked at; a timeout is felt this much later at most. */
  checkEveryMs: 1_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  connectionTimeoutMs: 70_000,
  requestsPerSocketMax: 100_000,
  connectionsMax: 5_000,
  headerBytesMax: 16 * 1024,
  /** Of a parameter in a path. */
  paramLengthMax: 512,
  bodyBytesMax: 64 * 1024,
});

export type HttpLimits = { readonly [Name in keyof typeof httpLimits]: number };
