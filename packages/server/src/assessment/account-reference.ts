import { defaultInstallation } from './credit-check.ts';

/**
 * What an organization is known by as an account of a platform. Installations may count their
 * accounts alike: all but the default one are named with them.
 */
export function accountReference(installation: string, accountId: string) {
  const value = installation === defaultInstallation ? accountId : `${installation}/${accountId}`;
  return { source: 'interworks', kind: 'account', value } as const;
}
