import type { SqliteValue } from './driver.ts';

/** What the scan thread is started with. All messages are plain data; bigints cross. */
export type ScanStart = { readonly scans: string };

export type ToScan =
  | {
      readonly type: 'read';
      readonly id: number;
      readonly text: string;
      readonly values: readonly SqliteValue[];
    }
  | { readonly type: 'close' };

export type FromScan =
  | { readonly type: 'rows'; readonly id: number; readonly rows: readonly unknown[] }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
