import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the run's PostgreSQL server, as superuser; null with a reason in `postgresMissing`. */
    readonly postgresUrl: string | null;
    readonly postgresMissing: string | null;
  }
}

/**
 * Starts the one PostgreSQL server of a test run. `AVAL_TEST_ENGINES=sqlite` does without it, and
 * `AVAL_TEST_POSTGRES_URL` names a running one. A machine without PostgreSQL skips those tests by
 * name; in CI it fails, because nothing ships that passed on one engine alone.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const engines = process.env['AVAL_TEST_ENGINES'];
  if (engines !== undefined && !engines.split(',').includes('postgres')) {
    return without(project, `AVAL_TEST_ENGINES=${engines}`);
  }
  const running = process.env['AVAL_TEST_POSTGRES_URL'];
  if (running !== undefined && running !== '') {
    project.provide('postgresUrl', running);
    project.provide('postgresMissing', null);
    return undefined;
  }

  try {
    const server = await startPostgres();
    project.provide('postgresUrl', server.url);
    project.provide('postgresMissing', null);
    return () => server.stop();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return without(project, error instanceof Error ? error.message : String(error));
  }
}

function without(project: TestProject, reason: string): undefined {
  project.provide('postgresUrl', null);
  project.provide('postgresMissing', reason);
  return undefined;
}
