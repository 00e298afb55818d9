/** What the log may be told: names and plain values that we chose, never a part of a request. */
export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

export type Log = {
  readonly info: (fields: LogFields, text: string) => void;
  readonly warn: (fields: LogFields, text: string) => void;
  readonly error: (fields: LogFields, text: string) => void;
};

export const noLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
