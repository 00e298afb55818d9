import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Licences that may be handed on inside our bundle on the terms of their own text. */
const licencesAllowed = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
];
const rule = '-'.repeat(80);

/**
 * Writes `THIRD_PARTY_NOTICES` beside the bundle: the licence text of every package that has a
 * module in it. Fails the build for a package without a licence file or under another licence. One
 * instance serves several bundles, and the file lists the packages of all of them.
 *
 * @returns {import('rolldown').Plugin}
 */
export function thirdPartyNotices() {
  /** @type {Map<string, string>} */
  const notices = new Map();
  return {
    name: 'third-party-notices',
    generateBundle(_options, output) {
      for (const chunk of Object.values(output)) {
        if (chunk.type !== 'chunk') continue;
        for (const module of chunk.moduleIds) {
          const folder = packageFolder(module);
          if (folder !== null) notices.set(folder, notices.get(folder) ?? notice(folder));
        }
      }
    },
    writeBundle({ file }) {
      if (file === undefined) throw new Error('The bundle has no file to put its notices beside.');
      const head = 'This product contains the following packages, each under its own licence.';
      const texts = [...notices.values()].sort();
      writeFileSync(
        join(dirname(file), 'THIRD_PARTY_NOTICES'),
        [head, ...texts].join(`\n\n${rule}\n\n`),
      );
      copyFileSync(
        join(import.meta.dirname, '..', '..', 'LICENSE'),
        join(dirname(file), 'LICENSE'),
      );
    },
  };
}

/**
 * The package that a bundled module belongs to; null for our own sources.
 *
 * @param {string} module
 * @returns {string | null}
 */
function packageFolder(module) {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '');
  if (!path.includes('/node_modules/')) return null;
  for (let folder = dirname(path); !folder.endsWith('/node_modules'); folder = dirname(folder)) {
    // A nested package.json that only names a module kind is no package.
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && readManifest(folder).version !== undefined) return folder;
  }
  throw new Error(`No package found for the bundled module ${module}`);
}

/**
 * @param {string} folder
 * @returns {string}
 */
export function notice(folder) {
  const { name, version, license } = readManifest(folder);
  const title = `${name}@${version}`;
  if (license === undefined || !licencesAllowed.includes(license)) {
    throw new Error(`${title} is under ${license ?? 'no named licence'}: not for the bundle`);
  }
  const texts = licenceTexts(folder, title);
  if (texts.length === 0) throw new Error(`${title} has no licence text to hand on`);
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/**
 * The package's licence files, else the last chapter of its readme when that is the whole text,
 * else a text of ours that we keep for exactly this version, because the package only names one.
 *
 * @param {string} folder
 * @param {string} title
 * @returns {readonly string[]}
 */
function licenceTexts(folder, title) {
  const names = readdirSync(folder);
  const read = (/** @type {string} */ path) => readFileSync(path, 'utf8').trim();
  if (names.some((name) => /^(licen[cs]e|copying)/i.test(name))) {
    const files = names.filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
    return files.map((name) => read(join(folder, name)));
  }
  const readme = names.find((name) => /^readme/i.test(name));
  const chapter = readme && /^#+ licen[cs]e\s([^#]+)$/im.exec(read(join(folder, readme)))?.[1];
  if (chapter?.includes('Permission is hereby granted')) return [chapter.trim()];
  const kept = join(import.meta.dirname, 'licences', `${title.replace('/', '+')}.txt`);
  return existsSync(kept) ? [read(kept)] : [];
}

/**
 * @param {string} folder
 * @returns {{ name?: string, version?: string, license?: string }}
 */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
