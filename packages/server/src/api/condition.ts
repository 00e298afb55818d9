import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '@aval/wire';
import type { Expected } from '../credit/index.ts';
import { apiFault } from './problems.ts';

const etagForm = /^"(0|[1-9][0-9]{0,17})"$/;

/**
 * What the caller says of the version in force: `If-Match` with an ETag of ours, or
 * `If-Match: *` where there must be one, or `If-None-Match: *` where there must be none yet.
 */
export function readCondition(
  condition: Operation['condition'],
  headers: IncomingHttpHeaders,
): Expected {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (condition === undefined || (match === undefined && noneMatch === undefined)) return null;
  if (noneMatch !== undefined) {
    if (condition !== 'versionOrAbsent' || match !== undefined || noneMatch.trim() !== '*') {
      throw apiFault('request.condition');
    }
    return 'absent';
  }
  const text = match?.trim() ?? '';
  if (text === '*') return 'present';
  const version = etagForm.exec(text)?.[1];
  if (version === undefined) throw apiFault('request.condition');
  return BigInt(version);
}

export function etagOf(version: bigint | number): string {
  return `"${version}"`;
}
