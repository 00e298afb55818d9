import { defaultPlatformMapping, type PlatformMapping } from '@aval/wire';

const prefix = 'map.';

/**
 * The mapping of a connection: its settings `map.<field>` are paths, joined by commas, that stand in
 * place of the default candidates of a field.
 */
export function readMapping(settings: Readonly<Record<string, string>>): PlatformMapping {
  const own = Object.entries(settings)
    .filter(([name, paths]) => name.startsWith(prefix) && paths !== '')
    .map(([name, paths]) => [name.slice(prefix.length), paths.split(',')] as const)
    .filter(([field]) => Object.hasOwn(defaultPlatformMapping, field));
  return { ...defaultPlatformMapping, ...Object.fromEntries(own) };
}
