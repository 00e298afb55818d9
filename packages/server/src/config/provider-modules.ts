import type { Config } from './read-config.ts';

/** The modules that services may choose, by the names that the operator gave them. */
export function providerModulePaths({
  providerModules,
}: Pick<Config, 'providerModules'>): ReadonlyMap<string, string> {
  const pairs = (providerModules ?? '').split(',').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
