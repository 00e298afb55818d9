/** Where a run finds what it starts, where it may write, and how often it measures. */
export type BenchOptions = {
  /** Folder of the bundles: the command, the storage worker, the rivals. */
  readonly bundles: string;
  /** Folder of the programs that send requests; they run from the source tree. */
  readonly loads: string;
  /** A folder of the run's own, removed at its end. */
  readonly scratch: string;
  readonly rounds: number;
};
