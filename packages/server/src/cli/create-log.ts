import { writeSync } from 'node:fs';
import { pino } from 'pino';
import type { Config } from '../config/index.ts';

type Fields = { readonly [name: string]: string | number | boolean | null | undefined };

/**
 * Lines are handed on together: alone, each costs as much as the rest of its request, as every
 * writing goes through another thread and back.
 */
const bytesAtOnce = 64 * 1024;
const writeEveryMs = 250;
const standardOutput = 1;

/**
 * The log: JSON, a line each, on the standard output. It takes names and plain values that the
 * server chose; no object of a request ever reaches it. What is no mere information is written at
 * once, and everything when the process ends.
 */
export function createLog(level: Config['logLevel']) {
  const output = pino.destination({ dest: standardOutput, sync: false, contentMode: 'buffer' });
  // Looked up each time: where the reader of the output goes away, it is replaced by nothing at all. Its
  // type knows texts alone, and not what it takes in this mode.
  const writeBytes = (bytes: Buffer) => output.write(bytes as unknown as string);
  // As bytes at once: a line as it comes is a tree of its parts, which would be copied until it leaves.
  const lines = Buffer.allocUnsafe(bytesAtOnce);
  let used = 0;
  const handOn = () => {
    if (used === 0) return;
    writeBytes(Buffer.from(lines.subarray(0, used)));
    used = 0;
  };
  const write = (line: string) => {
    // No character of a JavaScript text takes more than three bytes.
    const bytesMax = line.length * 3;
    if (used + bytesMax > bytesAtOnce) handOn();
    if (bytesMax > bytesAtOnce) writeBytes(Buffer.from(line));
    else used += lines.write(line, used);
  };
  setInterval(handOn, writeEveryMs).unref();
  process.on('exit', () => {
    output.flushSync();
    writeAtEnd(lines.subarray(0, used));
  });
  const log = pino({ level, base: null, timestamp: createTimestamp() }, { write });
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

/** `,"time":"2026-03-31T12:00:00.000Z"`, made once for all lines of a millisecond. */
function createTimestamp(): () => string {
  let lastMs = 0;
  let text = '';
  return () => {
    const nowMs = Date.now();
    if (nowMs !== lastMs) {
      lastMs = nowMs;
      text = `,"time":"${new Date(nowMs).toISOString()}"`;
    }
    return text;
  };
}

/** A reader that takes nothing for so long has no more to come. */
const patienceAtEndMs = 1_000;
const retryAfterMs = 5;

/**
 * Writes in this thread: what is handed to another one while the process ends may never be begun. A
 * pipe that is full is given a moment; the end does not wait for a reader that is gone.
 */
function writeAtEnd(bytes: Buffer): void {
  let left = bytes;
  for (let waited = 0; left.length > 0 && waited < patienceAtEndMs; ) {
    try {
      left = left.subarray(writeSync(standardOutput, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryAfterMs);
      waited += retryAfterMs;
    }
  }
}
