import type { FastifyInstance } from 'fastify';

/** The server cannot listen where it was told to; the text is for whoever starts it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Listens and gives the base URL that answers. Throws {@link ListenError} with a plain reason. */
export async function listen(
  app: FastifyInstance,
  at: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    const address = await app.listen({ host: at.host, port: at.port });
    return address;
  } catch (cause) {
    const reason = reasonOf(cause, at);
    if (reason === null) throw cause;
    throw new ListenError(reason, { cause });
  }
}

function reasonOf(error: unknown, { host, port }: { host: string; port: number }): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program.`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user. Choose one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine.`;
    default:
      return null;
  }
}
