import type { MessagePort } from 'node:worker_threads';
import { setUpReader } from './connection-settings.ts';
import type { OpenConnection } from './driver.ts';
import type { FromScan, ToScan } from './scan-messages.ts';
import { createStatementCache } from './statement-cache.ts';

/** Answers reads on a connection of this thread, one after another, until it is told to close. */
export function serveScans(port: MessagePort, open: OpenConnection, file: string): void {
  const connection = open(file, { readOnly: true });
  setUpReader(connection);
  const prepare = createStatementCache(connection);
  const tell = (message: FromScan) => port.postMessage(message);
  port.on('message', (message: ToScan) => {
    if (message.type === 'close') {
      connection.close();
      port.close();
      return;
    }
    const { id, text, values } = message;
    try {
      tell({ type: 'rows', id, rows: prepare(text).all(...values) });
    } catch (error) {
      tell({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  });
}
