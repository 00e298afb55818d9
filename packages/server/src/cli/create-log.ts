import { pino } from 'pino';
import type { Config } from '../config/index.ts';

type Fields = { readonly [name: string]: string | number | boolean | null | undefined };

/**
 * The log: JSON, a line each, on the standard output. It takes names and plain values that the
 * server chose; no object of a request ever reaches it.
 */
export function createLog(level: Config['logLevel']) {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (fields: Fields, text: string) => log.info(fields, text),
    warn: (fields: Fields, text: string) => log.warn(fields, text),
    error: (fields: Fields, text: string) => log.error(fields, text),
  };
}
