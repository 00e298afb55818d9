import { type Transport, TransportError } from '@aval/wire';

const bodyBytesMax = 4 * 1024 * 1024;

/** Carries the calls of a certification: one request, no redirect, no header of its own accord. */
export function createFetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async ({ method, url, headers, body, deadlineMs }) => {
    const signal = deadlineMs === undefined ? null : AbortSignal.timeout(Math.ceil(deadlineMs));
    try {
      const answer = await fetch(url, {
        method,
        headers,
        // As bytes: a text would be given a content type, and none may be what is asked about.
        body: body === undefined ? null : new TextEncoder().encode(body),
        redirect: 'manual',
        signal,
      });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await readBody(answer),
      };
    } catch (error) {
      const isLate = signal?.aborted === true;
      throw new TransportError(isLate ? 'timeout' : 'network', { cause: error });
    }
  };
}

async function readBody(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > bodyBytesMax) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
