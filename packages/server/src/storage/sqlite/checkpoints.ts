export type CheckpointSteps = {
  /** Copies what the log holds into the data file, while batches go on. */
  readonly copyBeside: () => Promise<void>;
  /** Copies the rest, between two batches: the next one then begins the log anew. */
  readonly finish: () => Promise<void>;
};

export type Checkpoints = {
  /** To be told of each batch that is committed. */
  readonly wrote: (units: number) => void;
  /** Resolves when no copy is under way. */
  readonly settled: () => Promise<void>;
};

/**
 * Pages in the log at which it is copied. A page that many batches write is copied once, so that fewer
 * would be more work; and more would be a longer log, to be read again after a crash.
 */
const pagesMax = 12_000;

/** About what a batch writes beside a page for each unit. Nothing tells how long the log is. */
const pagesOfBatch = 16;

/**
 * Has the log copied in time, beside the writer as far as that goes: while the writer copies, nobody
 * is answered. A copy that fails is begun again when the log has grown by as much once more.
 */
export function createCheckpoints({ copyBeside, finish }: CheckpointSteps): Checkpoints {
  let pages = 0;
  let underWay: Promise<void> | null = null;
  const copy = async () => {
    try {
      await copyBeside();
      await finish();
    } catch {
      // Nothing is lost: the log keeps what was not copied, and a batch copies it where nobody else does.
    }
    pages = 0;
    underWay = null;
  };
  return {
    wrote: (units) => {
      pages += pagesOfBatch + units;
      if (pages >= pagesMax) underWay ??= copy();
    },
    settled: async () => {
      await underWay;
    },
  };
}
