import { oneSynchronizationSegment } from './contract.ts';

/** `org:…` names an organization, `ind:…` an individual, who can never have trade credit. */
export type OneClientId = {
  readonly kind: 'organization' | 'individual';
  /** The part after the prefix, as it was written. */
  readonly id: string;
  /** The same, for comparison: letter case does not matter. */
  readonly key: string;
};

/**
 * Reads the (decoded) id of a path or a body. An id without prefix is an organization's. Null when
 * it is none: 1 to 128 letters, digits, `.`, `_`, `-` after the prefix. Our choice, as document 002
 * only shows `org:` with a UUID.
 */
export function readOneClientId(text: string): OneClientId | null {
  const [, prefix, id = ''] = pattern.exec(text) ?? [];
  if (id === '' || (prefix === undefined && id.toLowerCase() === oneSynchronizationSegment)) {
    return null;
  }
  const kind = prefix?.toLowerCase() === 'ind' ? 'individual' : 'organization';
  return { kind, id, key: id.toLowerCase() };
}

/** The spelling of answers: always with its prefix. */
export function writeOneClientId(client: Pick<OneClientId, 'kind' | 'id'>): string {
  return `${client.kind === 'individual' ? 'ind' : 'org'}:${client.id}`;
}

const pattern = /^(?:(org|ind):)?([A-Za-z0-9._-]{1,128})$/i;
