import { pino } from 'pino';
import type { Config } from '../config/index.ts';

type Fields = { readonly [name: string]: string | number | boolean | null | undefined };

/** Lines are written together: a call to the system for each request costs more than the request. */
const bytesAtOnce = 8 * 1024;
const writeEveryMs = 250;

/**
 * The log: JSON, a line each, on the standard output. It takes names and plain values that the
 * server chose; no object of a request ever reaches it. What is no mere information is written at
 * once, and everything when the process ends.
 */
export function createLog(level: Config['logLevel']) {
  const output = pino.destination({
    dest: 1,
    sync: false,
    minLength: bytesAtOnce,
    periodicFlush: writeEveryMs,
  });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  return {
    info: (fields: Fields, text: string) => log.info(fields, text),
    warn: (fields: Fields, text: string) => {
      log.warn(fields, text);
      output.flush();
    },
    error: (fields: Fields, text: string) => {
      log.error(fields, text);
      output.flush();
    },
  };
}
