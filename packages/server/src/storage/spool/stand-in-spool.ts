import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StandInSpool, StandInYes } from '../../assessment/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { day } from '../../kernel/clock.ts';
import type { DecisionId } from '../../kernel/ids.ts';
import { fromPlainText, toPlainText } from '../schema/plain-text.ts';

/** How long a yes that is settled is remembered: its day counts, wherever midnight lies. */
const rememberedUs = 2n * day;

type Line =
  | { readonly type: 'yes'; readonly yes: StandInYes }
  | { readonly type: 'settled'; readonly decisionId: DecisionId };

export type SpoolAdapter = StandInSpool & { readonly close: () => Promise<void> };

/**
 * A file of lines beside the data, for one server: a line counts once it is flushed. It is opened
 * when it is first needed, so that most servers have none. What is settled and old is left out then,
 * and so is a last line that a crash has torn.
 */
export function createStandInSpool(folder: string, clock: Clock): SpoolAdapter {
  const path = join(folder, 'stand-in.jsonl');
  let opening: Promise<Opened> | null = null;
  const file = () => {
    opening ??= openSpool(path, clock).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    given: async ({ tenantId, installation, accountId }) => {
      const { given } = await file();
      return given.filter(
        (yes) =>
          yes.tenantId === tenantId &&
          yes.installation === installation &&
          yes.accountId === accountId,
      );
    },
    append: async (yes) => {
      const opened = await file();
      await write(opened.handle, { type: 'yes', yes });
      opened.given.push(yes);
    },
    pending: async () => {
      if (opening === null && !existsSync(path)) return [];
      const { given, settled } = await file();
      return given.filter(({ decisionId }) => !settled.has(decisionId));
    },
    settle: async (decisionId) => {
      const { handle, settled } = await file();
      await write(handle, { type: 'settled', decisionId });
      settled.add(decisionId);
    },
    close: async () => {
      const opened = await opening?.catch(() => null);
      await opened?.handle.close();
    },
  };
}

type Opened = {
  readonly handle: FileHandle;
  readonly given: StandInYes[];
  readonly settled: Set<DecisionId>;
};

async function openSpool(path: string, clock: Clock): Promise<Opened> {
  if (!existsSync(dirname(path))) await mkdir(dirname(path), { mode: 0o700 });
  const lines = await readLines(path);
  const settled = new Set<DecisionId>();
  for (const line of lines) if (line.type === 'settled') settled.add(line.decisionId);
  const all = lines.flatMap((line) => (line.type === 'yes' ? [line.yes] : []));
  const from = clock.now() - rememberedUs;
  const given = all.filter(({ decisionId, at }) => !settled.has(decisionId) || at >= from);
  const kept: readonly Line[] = given.flatMap((yes): Line[] =>
    settled.has(yes.decisionId)
      ? [
          { type: 'yes', yes },
          { type: 'settled', decisionId: yes.decisionId },
        ]
      : [{ type: 'yes', yes }],
  );
  await replace(path, kept);
  return { handle: await open(path, 'a', 0o600), given, settled };
}

/** A last line that was torn by a crash was told to nobody, and is none. */
async function readLines(path: string): Promise<readonly Line[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  return lines.slice(0, -1).map((line) => fromPlainText<Line>(line));
}

/** The whole file anew, so that it is the old one or this one whatever happens meanwhile. */
async function replace(path: string, lines: readonly Line[]): Promise<void> {
  const draft = `${path}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(lines.map((line) => `${toPlainText(line)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function write(handle: FileHandle, line: Line): Promise<void> {
  await handle.appendFile(`${toPlainText(line)}\n`);
  await handle.datasync();
}
