import type { CreditLine } from '../../credit/index.ts';

/** The tag of a trade credit: the version of its line, which counts every change. Our extension. */
export function entityTagOf({ version }: Pick<CreditLine, 'version'>): string {
  return `"${version}"`;
}

/** Which versions `If-Match` accepts; null without the header: whatever is in force. */
export type Condition = 'any' | readonly bigint[] | null;

/** Reads `If-Match` (RFC 9110). Tags that are not ours match nothing. */
export function readCondition(header: string | undefined): Condition {
  if (header === undefined) return null;
  if (header.trim() === '*') return 'any';
  return header.split(',').flatMap((tag) => {
    const [, version] = /^\s*"([1-9][0-9]{0,17})"\s*$/.exec(tag) ?? [];
    return version === undefined ? [] : [BigInt(version)];
  });
}

/** Whether the version in force is one of those; a trade credit that is not there is none. */
export function isMet(condition: Condition, line: CreditLine | null): boolean {
  if (condition === null) return true;
  if (line === null) return false;
  return condition === 'any' || condition.includes(line.version);
}
