/** The part of autocannon that the load uses; the package brings no types. */
declare module 'autocannon' {
  type Request = {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly setupRequest?: (request: Request) => Request;
    readonly onResponse?: (status: number, body: string) => void;
  };
  // biome-ignore lint/style/noDefaultExport: the package has this export and no other.
  export default function autocannon(options: {
    readonly url: string;
    readonly connections: number;
    readonly amount: number;
    readonly timeout?: number;
    readonly requests: readonly Request[];
  }): Promise<{
    readonly errors: number;
    readonly timeouts: number;
    readonly latency: { readonly p50: number; readonly p99: number };
  }>;
}
