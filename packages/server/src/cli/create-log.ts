import { pino } from 'pino';
import type { Config } from '../config/index.ts';

type Fields = { readonly [name: string]: string | number | boolean | null | undefined };

/**
 * Lines are handed on together: alone, each costs as much as the rest of its request, as every
 * writing goes through another thread and back.
 */
const charactersAtOnce = 64 * 1024;
const writeEveryMs = 250;

/**
 * The log: JSON, a line each, on the standard output. It takes names and plain values that the
 * server chose; no object of a request ever reaches it. What is no mere information is written at
 * once, and everything when the process ends.
 */
export function createLog(level: Config['logLevel']) {
  const output = pino.destination({ dest: 1, sync: false });
  let lines = '';
  const handOn = () => {
    if (lines === '') return;
    output.write(lines);
    lines = '';
  };
  const write = (line: string) => {
    lines += line;
    if (lines.length >= charactersAtOnce) handOn();
  };
  setInterval(handOn, writeEveryMs).unref();
  process.on('exit', () => {
    handOn();
    output.flushSync();
  });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
  return {
    info: (fields: Fields, text: string) => log.info(fields, text),
    warn: (fields: Fields, text: string) => {
      log.warn(fields, text);
      handOn();
    },
    error: (fields: Fields, text: string) => {
      log.error(fields, text);
      handOn();
    },
  };
}
