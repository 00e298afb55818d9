import {
  defaultPlatformMapping,
  type PlatformMapping,
  type PlatformVersions,
  platformVersions,
} from '@aval/wire';

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

/** The version of each call: that of document 000, or what `version.<call>` says in its place. */
export function readVersions(settings: Readonly<Record<string, string>>): PlatformVersions {
  const own = Object.keys(platformVersions)
    .map((call) => [call, settings[`version.${call}`]] as const)
    .filter(([, version]) => version !== undefined);
  return { ...platformVersions, ...Object.fromEntries(own) };
}
