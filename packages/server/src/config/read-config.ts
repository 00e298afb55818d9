import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import { nearestOf } from '../kernel/nearest.ts';
import { type SettingKey, type SettingRow, settingsTable } from './settings-table.ts';

/** The server's settings, read once and frozen. */
export type Config = {
  readonly [Key in SettingKey]: Static<(typeof settingsTable)[Key]['schema']>;
};

export type Environment = { readonly [name: string]: string | undefined };

/** The settings are wrong; `problems` lists everything that is, for the operator's terminal. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const prefix = 'AVAL_';

/** Variables that belong to others: to the tests, and to the command line. */
const foreign = /^AVAL_TEST_/;
export const commandLineVariables = ['AVAL_URL', 'AVAL_KEY'] as const;

/**
 * Reads the settings from the environment. An empty variable counts as one that is not there. Throws
 * {@link ConfigRefused} with every problem: unknown `AVAL_…` variables, values that cannot be read,
 * and settings that do not stand together.
 */
export function readConfig(environment: Environment): Config {
  const problems = unknownVariables(environment);
  const values: Record<string, unknown> = {};
  for (const [key, setting] of entries()) {
    const text = environment[setting.environment] ?? '';
    const value = text === '' ? defaultOf(setting) : readValue(setting, text);
    if (value === undefined) problems.push(`${setting.environment} must be ${setting.expected}.`);
    values[key] = value;
  }
  const config = values as Config;
  if (config.databaseUrl !== null && config.secret === null) {
    problems.push('AVAL_SECRET must be given where AVAL_DATABASE_URL is: all servers share it.');
  }
  if (problems.length > 0) throw new ConfigRefused(problems);
  return Object.freeze(config);
}

export function defaultOf({ schema }: SettingRow): unknown {
  return (schema as { readonly default?: unknown }).default;
}

export function entries(): readonly (readonly [SettingKey, SettingRow])[] {
  return Object.entries(settingsTable) as [SettingKey, SettingRow][];
}

/** The value of a text, or undefined where the schema does not take it. */
function readValue({ schema }: SettingRow, text: string): unknown {
  return candidates(text).find((value) => Value.Check(schema, value));
}

/** A text is tried as what it may stand for; the schema of the setting decides. */
function candidates(text: string): readonly unknown[] {
  if (text === 'true' || text === 'false') return [text === 'true', text];
  return /^\d{1,9}$/.test(text) ? [Number(text), text] : [text];
}

function unknownVariables(environment: Environment): string[] {
  const known = entries().map(([, setting]) => setting.environment);
  const others: readonly string[] = commandLineVariables;
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !foreign.test(name))
    .filter((name) => !known.includes(name) && !others.includes(name))
    .sort()
    .map((name) => `${name} is no setting. ${adviceOn(name, known)}`);
}

/** By what follows the prefix, which says nothing of what was meant. */
function adviceOn(name: string, known: readonly string[]): string {
  const meant = nearestOf(
    name.slice(prefix.length),
    known.map((each) => each.slice(prefix.length)),
  );
  return meant === null ? '`aval config` lists them all.' : `Did you mean ${prefix}${meant}?`;
}
