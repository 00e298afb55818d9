import type { MessagePort } from 'node:worker_threads';
import type { FromCheckpointThread, ToCheckpointThread } from './checkpoint-thread.ts';
import { setUpCheckpointer } from './connection-settings.ts';
import type { OpenConnection } from './driver.ts';

/** Copies the log on a connection of this thread whenever it is told to, until it is told to close. */
export function serveCheckpoints(port: MessagePort, open: OpenConnection, file: string): void {
  const connection = open(file);
  setUpCheckpointer(connection);
  // Tells the length. A SQLite that does not know the word copies as well, which is no harm.
  const look = connection.prepare('pragma wal_checkpoint(noop)');
  const copy = (pagesMin: number): FromCheckpointThread => {
    try {
      const { log } = look.get() as { readonly log: bigint };
      if (log < pagesMin) return { copied: false };
      // Twice: the second time little is left, as much as was written during the first.
      for (let time = 0; time < 2; time += 1) connection.exec('pragma wal_checkpoint(passive)');
      return { copied: true };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  };
  port.on('message', (message: ToCheckpointThread) => {
    if (message !== 'close') {
      port.postMessage(copy(message.pagesMin));
      return;
    }
    connection.close();
    port.close();
  });
}
