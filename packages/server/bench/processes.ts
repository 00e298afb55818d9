import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../test/free-port.ts';
import type { BenchOptions } from './bench-options.ts';

/** A server in a process of its own. */
export type Served = {
  readonly port: number;
  /** From the start of the process to its first good answer. */
  readonly startSeconds: number;
  readonly memoryMb: () => { readonly now: number; readonly peak: number };
  /** Processor time of all its threads so far. */
  readonly processorSeconds: () => number;
  readonly stop: () => Promise<void>;
};

const startTimeoutMs = 20_000;
const loadTimeoutMs = 300_000;

/** The server as it ships, on a data folder. Its log goes nowhere, but it is written. */
export async function startDesk(folder: string, { bundles }: BenchOptions): Promise<Served> {
  const port = await freePort();
  return start(port, join(bundles, 'cli.js'), ['serve'], {
    ...process.env,
    AVAL_DATA: folder,
    AVAL_PORT: String(port),
  });
}

/** A server of the benchmarks themselves, bundled under this name; it is given its port first. */
export async function startProgram(
  name: string,
  parameters: readonly string[],
  { bundles }: BenchOptions,
): Promise<Served> {
  const port = await freePort();
  return start(port, join(bundles, name), [String(port), ...parameters], process.env);
}

/** Sends requests from a process of its own, by the program of this name, and gives its report. */
export async function sendLoad<Report>(
  program: string,
  order: object,
  options: BenchOptions,
): Promise<Report> {
  const file = join(options.scratch, 'load.json');
  writeFileSync(file, JSON.stringify(order));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(options.loads, program), file],
    { timeout: loadTimeoutMs },
  );
  return JSON.parse(stdout) as Report;
}

async function start(
  port: number,
  file: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Served> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, ...parameters], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const leave = () => child.kill('SIGKILL');
  process.once('exit', leave);
  await untilHealthy(port, child, startedAt + startTimeoutMs);
  const startSeconds = (performance.now() - startedAt) / 1_000;
  return {
    port,
    startSeconds,
    memoryMb: () => memoryOf(child.pid ?? 0),
    processorSeconds: () => processorSecondsOf(child.pid ?? 0),
    stop: async () => {
      process.off('exit', leave);
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const retryAfterMs = 2;

async function untilHealthy(port: number, child: ChildProcess, deadline: number): Promise<void> {
  while (!(await isHealthy(port))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    if (performance.now() > deadline) throw new Error('The server did not answer in time.');
    await pause(retryAfterMs);
  }
}

/** By hand: a client with a pool would wait before it tries again. */
function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data).startsWith('HTTP/1.1 200'));
    });
    socket.once('error', () => resolve(false));
  });
}

/** Resident memory as the kernel counts it. */
function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

const ticksPerSecond = 100;

function processorSecondsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // Behind the name of the program, which may hold anything: user time is the 12th field, then system.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
