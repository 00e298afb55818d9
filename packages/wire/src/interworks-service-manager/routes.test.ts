import { expect, test } from 'vitest';
import { labelOf, serviceManagerOperations, serviceOperations } from './operations.ts';
import { matchServiceManagerRoute, serviceManagerRoutes } from './routes.ts';

test('exactly the thirteen endpoints of document 001 have a pre-check, all of them POST', () => {
  const checked = Object.entries(serviceManagerOperations).filter(([, info]) => info.hasPreCheck);
  expect(checked.map(([name]) => name)).toEqual([...serviceOperations]);
  expect(checked).toHaveLength(13);
  for (const [, { verb, body, isServed }] of checked) {
    expect({ verb, body, isServed }).toEqual({ verb: 'POST', body: 'service', isServed: true });
  }
});

test('every address is found in any letter case, in both spellings, with a slash at the end', () => {
  for (const { verb, path, operation } of serviceManagerRoutes) {
    for (const spelling of [path, path.toLowerCase(), path.toUpperCase(), `${path}/`]) {
      expect(matchServiceManagerRoute(verb, spelling)).toEqual({ kind: 'operation', operation });
    }
  }
  for (const path of ['/API/Addon/Create', '/api/Addons/Create', '/api/addon/create/']) {
    expect(matchServiceManagerRoute('POST', path)).toMatchObject({ operation: 'Addons/Create' });
  }
  expect(serviceManagerRoutes.length).toBeGreaterThan(70);
});

test('a known address with another verb names the verbs that it has', () => {
  const allow = (verb: string, path: string) => {
    const match = matchServiceManagerRoute(verb, path);
    return match.kind === 'wrong_verb' ? match.allow : match.kind;
  };
  expect(allow('GET', '/api/Subscriptions/Create')).toEqual(['POST']);
  expect(allow('POST', '/api/Fields/Get')).toEqual(['GET']);
  expect(allow('DELETE', '/api/Registration')).toEqual(['GET', 'POST']);
  expect(allow('post', '/api/Subscriptions/Create')).toEqual(['POST']);
});

test('groups of which only the name is known are not supported, anything else is unknown', () => {
  const kind = (path: string) => matchServiceManagerRoute('POST', path).kind;
  expect(kind('/api/Cart/Create')).toBe('not_supported');
  expect(kind('/api/SubscriptionFutureRequests/List')).toBe('not_supported');
  for (const path of [
    '/api/Addons/Explode',
    '/api/Addons',
    '/',
    '',
    '/api/Cart',
    '//api/Discover',
  ]) {
    expect(kind(path)).toBe('unknown');
  }
  expect(kind('/api/Addons/Create//')).toBe('unknown');
  expect(kind('/api/constructor/toString')).toBe('unknown');
});

test('an operation is named as the documents name it', () => {
  expect(labelOf('Addons/Create')).toBe('Addon Create');
  expect(labelOf('Subscriptions/UpgradeDowngrade')).toBe('Subscription Upgrade/Downgrade');
});
