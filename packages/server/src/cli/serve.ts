import type { Config } from '../config/index.ts';
import { startDemo } from '../demo/index.ts';
import { startServer } from '../main.ts';
import { collectAlone } from './collect-alone.ts';
import { exitCodes } from './command-line.ts';
import { createLog } from './create-log.ts';
import type { ServerIo } from './server-entry.ts';

/** Runs the server until the process is told to stop, then lets what is under way end. */
export async function serve(config: Config, io: ServerIo): Promise<void> {
  collectAlone();
  const running = await startServer(config, createLog(config.logLevel), endAtOnce);
  io.print(`Aval is listening on ${running.baseUrl}`);
  await untilStopped(running.close);
}

export async function serveDemo(config: Config, io: ServerIo): Promise<void> {
  collectAlone();
  const [node, bundle = 'aval'] = process.argv;
  // By its path, so that the lines which are printed work in any folder and however it was started.
  const command = `'${node}' '${bundle}'`;
  const running = await startDemo(config, createLog(config.logLevel), endAtOnce, command);
  io.print(running.greeting);
  await untilStopped(running.close);
}

/** Longest time that requests under way get to end; the ledger's own writes are shorter. */
const stopMs = 10_000;

/** A second signal, or a stop that takes too long, ends the process where it stands. */
async function untilStopped(close: () => Promise<void>): Promise<void> {
  await signal();
  const end = () => process.exit(exitCodes.fault);
  const timer = setTimeout(end, stopMs);
  process.once('SIGINT', end).once('SIGTERM', end);
  await close();
  clearTimeout(timer);
  process.off('SIGINT', end).off('SIGTERM', end);
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}

/** What the file holds is not known any more: only a new process may look. */
function endAtOnce(error: Error): void {
  process.stderr.write(`aval: ${error.message}\nThe process ends; start it again.\n`);
  process.exit(exitCodes.fault);
}
