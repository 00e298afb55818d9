/**
 * A request that cannot be taken as it is: unreadable, unauthorized, for an address that is not
 * there. Thrown anywhere before the work begins; each scope's presenter gives it the shape of its
 * protocol. `code` and `params` go to the caller and never repeat a secret.
 */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  readonly status: number;
  readonly code: string;
  readonly params: HttpFaultParams;
  readonly headers: Readonly<Record<string, string>>;
  /** A sentence for this case; null leaves the one that the code has. */
  readonly text: string | null;

  constructor(status: number, code: string, params: HttpFaultParams = {}, more: More = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.params = params;
    this.headers = more.headers ?? {};
    this.text = more.text ?? null;
  }
}

type More = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string | null;
};

export type HttpFaultParams = {
  readonly [name: string]: string | number | boolean | null | readonly string[];
};
