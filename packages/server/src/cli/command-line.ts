import type { Environment } from '../config/index.ts';
import type { ServerEntry } from './server-entry.ts';

/** What the commands get from the process that they run in. */
export type CommandLine = {
  readonly entry: ServerEntry;
  readonly environment: Environment;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** A file's text; `-` is the standard input. */
  readonly readFile: (path: string) => Promise<string>;
  readonly fetch: typeof globalThis.fetch;
};

/**
 * How a command ends. Scripts may rely on it: 1 is an answer, 2 is for whoever typed the command or
 * set the machine up, 3 is for us.
 */
export const exitCodes = {
  done: 0,
  /** The answer is no: the request was refused, or the books do not agree. */
  refused: 1,
  /** Wrong usage or settings, or a database or port that must not be used. */
  unusable: 2,
  fault: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for the terminal. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
