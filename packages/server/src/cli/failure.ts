import { ConfigRefused } from '../config/index.ts';
import { CommandFailed, type ExitCode, exitCodes } from './command-line.ts';

/** What the terminal is told of an error, and how the command ends. */
export function endOf(error: unknown): { readonly exitCode: ExitCode; readonly message: string } {
  if (error instanceof CommandFailed) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ConfigRefused)
    return { exitCode: exitCodes.unusable, message: error.message };
  if (!(error instanceof Error)) return { exitCode: exitCodes.fault, message: String(error) };
  if (refusals.includes(error.name)) {
    return { exitCode: exitCodes.unusable, message: `${error.message}${hintFor(error)}` };
  }
  return { exitCode: exitCodes.fault, message: error.stack ?? error.message };
}

/** Errors of the rooms behind `main.ts` whose message is meant for the operator. */
const refusals: readonly string[] = ['StorageRefused', 'ListenError'];

function hintFor(error: Error): string {
  return 'code' in error && error.code === 'storage.locked'
    ? '\nCommands that administer it work through the running server: add --url and a key with the ' +
        'scope admin (--key or AVAL_KEY).'
    : '';
}
