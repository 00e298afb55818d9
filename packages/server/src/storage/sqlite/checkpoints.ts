export type CheckpointSteps = {
  /** Copies a log that is long into the data file, while batches go on; says whether it was. */
  readonly copyBeside: () => Promise<boolean>;
  /** Copies the rest, between two batches: the next one then begins the log anew. */
  readonly finish: () => Promise<void>;
};

export type Checkpoints = {
  /** To be told of each batch that is committed. */
  readonly wrote: (units: number) => void;
  /** Resolves when no copy is under way. */
  readonly settled: () => Promise<void>;
};

/** Pages, by estimate, after which the log is looked at. Nothing tells its length to who writes it. */
const pagesBetweenLooks = 2_000;

/** About what a batch writes beside a page for each unit. */
const pagesOfBatch = 16;

/**
 * Has the log copied in time, beside the writer as far as that goes: while the writer copies, nobody
 * is answered. A copy that fails is begun again with the next look.
 */
export function createCheckpoints({ copyBeside, finish }: CheckpointSteps): Checkpoints {
  let pages = 0;
  let underWay: Promise<void> | null = null;
  const look = async () => {
    try {
      if (await copyBeside()) await finish();
    } catch {
      // Nothing is lost: the log keeps what was not copied, and a batch copies it where nobody else does.
    }
    pages = 0;
    underWay = null;
  };
  return {
    wrote: (units) => {
      pages += pagesOfBatch + units;
      if (pages >= pagesBetweenLooks) underWay ??= look();
    },
    settled: async () => {
      await underWay;
    },
  };
}
