import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigRefused } from './read-config.ts';

const fileName = 'aval.secret';

/**
 * The key of the server's hashes and of the secrets that it keeps: the one that was given, else that
 * of the data folder, which is there already; the key is made where there is none. Throws {@link ConfigRefused} where others
 * could read the file, or where it holds no key.
 */
export function readServerSecret(config: {
  readonly secret: string | null;
  readonly dataFolder: string;
}): string {
  if (config.secret !== null) return config.secret;
  const path = join(config.dataFolder, fileName);
  try {
    // Fails where the file is there, so that two starts at once end with one key.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw refused(
        `The data folder ${config.dataFolder} cannot be written (${codeOf(error)}). AVAL_DATA must ` +
          'name a folder that the user who runs Aval may write to.',
      );
    }
  }
  return readKey(path);
}

function readKey(path: string): string {
  let secret: string;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw refused(`${path} can be read by others. Allow its owner alone: chmod 600 ${path}`);
    }
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof ConfigRefused) throw error;
    throw refused(`${path} cannot be read (${codeOf(error)}).`);
  }
  if (secret.length < 32) {
    throw refused(`${path} holds no key. Put it back from a backup: credentials depend on it.`);
  }
  return secret;
}

function refused(problem: string): ConfigRefused {
  return new ConfigRefused([problem]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
