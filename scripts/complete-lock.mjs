/**
 * Completes package-lock.json. npm leaves out the optional binaries of platforms that the registry
 * at hand does not offer, and `npm ci` then refuses the lock file wherever the registry does offer
 * them. Uses `node:` modules alone: it must run where `npm ci` does not work yet.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

const usage = `Usage: node scripts/complete-lock.mjs [--check]

Adds to package-lock.json what npm left out: an entry for each optional dependency of a locked
package, for every platform. Run it after each change of dependencies.

  --check  changes nothing; fails when entries are missing or a registry host is named
  --help   this text`;

/** @type {Readonly<Record<string, string>>} */
const systems = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  linuxmusl: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
  windows: 'win32',
};
const processors = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' ');
/** @type {Readonly<Record<string, string>>} */
const libraries = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  linuxmusl: 'musl',
  musl: 'musl',
  musleabihf: 'musl',
};

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  process.exitCode = main(process.argv.slice(2));
}

/**
 * The entries that a complete lock has and this one lacks, by their place in it.
 *
 * @param {Lock} lock
 * @returns {Record<string, LockEntry>}
 */
export function missingEntries({ packages }) {
  /** @type {Record<string, LockEntry>} */
  const missing = {};
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const known = { ...packages, ...missing };
      const place = resolve(known, parent, name);
      if (place !== null && satisfies(known[place]?.version, range)) continue;
      // Nested beside the parent where the shared place holds another version.
      const target = place === null ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
      missing[target] = {
        version: range.replace(/^[~^]/, ''),
        ...platform(name),
        ...(entry.dev === true ? { dev: true } : {}),
        optional: true,
      };
    }
  }
  return missing;
}

/**
 * The entries that say from which host they came: only a lock without them suits every registry.
 *
 * @param {Lock} lock
 * @returns {string[]}
 */
export function hostsNamed({ packages }) {
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved?.includes('://') === true)
    .map(([place]) => place);
}

/**
 * Finds a package as Node does, from the parent's folder upwards.
 *
 * @param {Record<string, LockEntry>} packages
 * @param {string} parent
 * @param {string} name
 * @returns {string | null}
 */
function resolve(packages, parent, name) {
  for (let folder = parent; ; ) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return null;
    folder = folder.includes('/node_modules/')
      ? folder.slice(0, folder.lastIndexOf('/node_modules/'))
      : '';
  }
}

/**
 * An exact version must be met exactly. Of a range npm has chosen already, and it never keeps a
 * wrong choice in a lock.
 *
 * @param {string | undefined} version
 * @param {string} range
 */
function satisfies(version, range) {
  return version === range || !/^\d/.test(range);
}

/**
 * What a binary's name says about the machine it is for.
 *
 * @param {string} name
 * @returns {Pick<LockEntry, 'os' | 'cpu' | 'libc'>}
 */
function platform(name) {
  const words = name.slice(name.indexOf('/') + 1).split(/[-.]/);
  const os = words.flatMap((word) => systems[word] ?? []);
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.flatMap((word) => libraries[word] ?? []);
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.includes('linux') && libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

/**
 * @param {readonly string[]} flags
 * @returns {number} the exit code
 */
function main(flags) {
  if (flags.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const unknown = flags.filter((flag) => flag !== '--check');
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
    return 2;
  }

  const path = join(import.meta.dirname, '..', 'package-lock.json');
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const hosts = hostsNamed(lock);
  const missing = missingEntries(lock);
  const count = Object.keys(missing).length;
  for (const place of hosts) console.error(`names a host: ${place}`);

  if (flags.includes('--check')) {
    for (const place of Object.keys(missing)) console.error(`missing: ${place}`);
    console.log(`package-lock.json: ${count} entries missing, ${hosts.length} hosts named`);
    return count + hosts.length > 0 ? 1 : 0;
  }

  const packages = Object.entries({ ...lock.packages, ...missing });
  // npm's own order, so that its next run moves nothing.
  packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
  if (count > 0) {
    writeFileSync(
      path,
      `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`,
    );
  }
  console.log(`package-lock.json: ${count} entries added, ${hosts.length} hosts named`);
  return hosts.length > 0 ? 1 : 0;
}
