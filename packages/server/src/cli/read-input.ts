import { CommandFailed, exitCodes } from './command-line.ts';

/** A file that an option names, or a sentence that says what is the matter with it. */
export async function readInput(
  readFile: (path: string) => Promise<string>,
  path: string,
  option: string,
): Promise<string> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CommandFailed(exitCodes.unusable, sentenceOf(codeOf(error), path, option));
  }
}

function sentenceOf(code: string, path: string, option: string): string {
  switch (code) {
    case 'ENOENT':
      return `There is no file ${path}. ${option} takes the path of one, or - for the standard input.`;
    case 'EISDIR':
      return `${path} is a folder. ${option} takes the path of a file.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read. Allow it to the user who runs this command.`;
    default:
      return `${path} cannot be read (${code}).`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
