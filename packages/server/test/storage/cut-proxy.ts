import { connect, createServer, type Socket } from 'node:net';

/**
 * A line between a client and its database that breaks when the client says a certain word: `before`
 * the word reaches the database, or `after` it has (the answer is lost, what was asked happens).
 */
export type CutProxy = {
  readonly url: string;
  readonly cutAt: (word: string, when: 'before' | 'after') => void;
  /** How often it has cut. */
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
};

export async function startCutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cut: { readonly word: string; readonly when: 'before' | 'after' } | null = null;
  let cuts = 0;

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    let isMute = false;
    client.on('data', (chunk) => {
      if (cut !== null && chunk.includes(cut.word)) {
        const { when } = cut;
        cut = null;
        cuts += 1;
        if (when === 'before') {
          database.destroy();
          client.destroy();
          return;
        }
        isMute = true;
      }
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (!isMute) client.write(chunk);
      // The database has answered what it was asked: now the client loses the line.
      else if (chunk.includes('COMMIT')) client.destroy();
    });
    client.on('close', () => database.end());
    database.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    cutAt: (word, when) => {
      cut = { word, when };
    },
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
