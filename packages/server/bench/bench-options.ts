/** Where a run finds what it starts, where it may write, and how often it measures. */
export type BenchOptions = {
  /** Folder of the bundles: the command, the storage worker, the bare route. */
  readonly bundles: string;
  /** The program that sends requests; it runs from the source tree. */
  readonly load: string;
  /** A folder of the run's own, removed at its end. */
  readonly scratch: string;
  readonly rounds: number;
};
