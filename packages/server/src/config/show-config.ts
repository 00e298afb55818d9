import { type Config, defaultOf, type Environment, entries } from './read-config.ts';

/** A setting in force, with its value as a text; a secret shows only that it is there. */
export type ShownSetting = {
  readonly environment: string;
  readonly value: string | number | boolean | null;
  readonly from: 'environment' | 'default';
  readonly doc: string;
};

export function showConfig(config: Config, environment: Environment): readonly ShownSetting[] {
  return entries().map(([key, setting]) => ({
    environment: setting.environment,
    value: setting.isSecret && config[key] !== null ? '(secret)' : config[key],
    from: (environment[setting.environment] ?? '') === '' ? 'default' : 'environment',
    doc: setting.doc,
  }));
}

/** The reference page of the settings; `docs/reference/settings.md` must be exactly this. */
export function settingsPage(): string {
  const rows = entries().map(([, setting]) => {
    const fallback = defaultOf(setting);
    const shown = fallback === null ? 'none' : `\`${String(fallback)}\``;
    const secret = setting.isSecret ? ' Secret.' : '';
    return `| \`${setting.environment}\` | ${shown} | ${setting.doc}${secret} Must be ${setting.expected}. |`;
  });
  return `# Settings of the server

Read once, at the start, from the environment. A variable whose name begins with \`AVAL_\` and that does not stand here stops the start.
\`aval config\` prints the values in force, without secrets. \`AVAL_URL\` and \`AVAL_KEY\` belong to the command line: they name a running
server and a key for the commands that administer it. \`AVAL_TEST_…\` belongs to the tests.

| variable | default | what it does |
| --- | --- | --- |
${rows.join('\n')}
`;
}
