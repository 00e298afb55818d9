import type { CreditCommand } from '../../credit/index.ts';
import type { LineId } from '../../kernel/ids.ts';
import type { Loaded } from '../batch/batch-io.ts';

/**
 * Where commands belong that share rows: the organization of the root line, for an organization, a
 * hold or a source of it. Learned from what batches load, bounded, and never more than a hint: a
 * wrong one costs a wait for a lock, nothing else.
 */
export type LineHints = {
  readonly learn: (loaded: Pick<Loaded, 'lines' | 'holds'>) => void;
  /** The best known name of the command's root; its own subject where nothing is known. */
  readonly rootOf: (command: CreditCommand) => string;
};

export function createLineHints(entriesMax = 100_000): LineHints {
  const roots = new Map<string, string>();

  const remember = (name: string, root: string) => {
    // Deleted and set again, so that the oldest stands first.
    roots.delete(name);
    roots.set(name, root);
    if (roots.size <= entriesMax) return;
    const [oldest] = roots.keys();
    if (oldest !== undefined) roots.delete(oldest);
  };

  return {
    learn: ({ lines, holds }) => {
      const byId = new Map(lines.map((line) => [line.lineId, line]));
      const rootOfLine = (lineId: LineId): string | null => {
        const line = byId.get(lineId);
        if (line === undefined) return null;
        return line.parentLineId === null ? line.organizationId : rootOfLine(line.parentLineId);
      };
      for (const line of lines) {
        const root = rootOfLine(line.lineId);
        // An organization without a group is its own root: nothing to remember.
        if (root === line.organizationId) roots.delete(root);
        else if (root !== null) remember(line.organizationId, root);
      }
      for (const { holdId, lineId } of holds) {
        const root = rootOfLine(lineId);
        if (root !== null) remember(holdId, root);
      }
    },
    rootOf: (command) => {
      if (!('holdId' in command))
        return roots.get(command.organizationId) ?? command.organizationId;
      if ('organizationId' in command) {
        // The hold that is placed will be asked for by its id.
        const root = roots.get(command.organizationId) ?? command.organizationId;
        remember(command.holdId, root);
        return root;
      }
      return roots.get(command.holdId) ?? command.holdId;
    },
  };
}
