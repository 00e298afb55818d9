import {
  type ServiceManagerOperation,
  type ServiceManagerOperationInfo,
  serviceManagerOperations,
} from './operations.ts';

export type ServiceManagerRoute = {
  readonly verb: 'GET' | 'POST';
  /** Below the base. Servers match it without regard to case and bear a slash at the end. */
  readonly path: string;
  readonly operation: ServiceManagerOperation;
};

/** The groups that are also written in the singular: document 004 has `API/Addon/Create`. */
const singular: Readonly<Record<string, string>> = {
  Subscriptions: 'Subscription',
  Addons: 'Addon',
  Assets: 'Asset',
  Accounts: 'Account',
  Fields: 'Field',
  Users: 'User',
};

/**
 * Groups that the platform's registration form names, of which nothing else is public: every
 * operation of theirs is one that is not supported. The spellings are our choice.
 */
const unknownGroups = ['futurerequests', 'subscriptionfuturerequests', 'cart', 'cartmanagement'];

/** Every address of the wire, both spellings of a group; letter case and a last slash are free. */
export const serviceManagerRoutes: readonly ServiceManagerRoute[] = (
  Object.entries(serviceManagerOperations) as readonly (readonly [
    ServiceManagerOperation,
    ServiceManagerOperationInfo,
  ])[]
).flatMap(([operation, { verb, path }]) => {
  const [, api = '', group = '', ...rest] = path.split('/');
  const alias = singular[group];
  const spellings = alias === undefined ? [path] : [path, `/${[api, alias, ...rest].join('/')}`];
  return spellings.map((spelling) => ({ verb, path: spelling, operation }));
});

export type ServiceManagerMatch =
  | { readonly kind: 'operation'; readonly operation: ServiceManagerOperation }
  /** A group of which only the name is known: Code -1. */
  | { readonly kind: 'not_supported' }
  /** 405 with these in `Allow`. */
  | { readonly kind: 'wrong_verb'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds the operation of a request by its verb and its path below the base, without a query. */
export function matchServiceManagerRoute(verb: string, path: string): ServiceManagerMatch {
  const folded = fold(path);
  const verbs = byPath.get(folded);
  if (verbs === undefined) {
    const [, api, group = '', action] = folded.split('/');
    const isNamed = api === 'api' && action !== undefined && unknownGroups.includes(group);
    return isNamed ? { kind: 'not_supported' } : { kind: 'unknown' };
  }
  const operation = verbs.get(verb);
  return operation === undefined
    ? { kind: 'wrong_verb', allow: [...verbs.keys()] }
    : { kind: 'operation', operation };
}

const byPath = new Map<string, Map<string, ServiceManagerOperation>>();
for (const { verb, path, operation } of serviceManagerRoutes) {
  const verbs = byPath.get(fold(path)) ?? new Map<string, ServiceManagerOperation>();
  byPath.set(fold(path), verbs.set(verb, operation));
}

function fold(path: string): string {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  return bare.toLowerCase();
}
