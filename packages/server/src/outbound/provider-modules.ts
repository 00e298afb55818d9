import { pathToFileURL } from 'node:url';
import {
  type ProviderDriver,
  type ProviderMessage,
  providerMessage,
  type StepResult,
} from '../fulfilment/index.ts';

/** What a provider's module exports: `export async function carryOut(step, { deadlineMs, signal })`. */
type ProviderModule = {
  readonly carryOut: (
    step: ProviderMessage,
    limits: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ) => unknown;
};

export type ProviderModuleOptions = {
  /** Told what a module threw: its words may hold paths and secrets, and go into the log alone. */
  readonly onFailure: (name: string, error: unknown) => void;
  /** Loads a module; a test hands in another way. */
  readonly load?: (path: string) => Promise<unknown>;
};

/**
 * Modules that the server's operator has named (`AVAL_PROVIDER_MODULES`): a service can only choose
 * one of their names, never a path. A module runs in the server's process with all that it may do, and
 * is loaded when its first step comes. Whatever it does, a step ends with an answer in its time; only
 * a module that never gives the thread back stops everything.
 */
export function createProviderModules(
  paths: ReadonlyMap<string, string>,
  { onFailure, load = (path) => import(pathToFileURL(path).href) }: ProviderModuleOptions,
): (name: string) => ProviderDriver {
  const loaded = new Map<string, Promise<ProviderModule>>();

  const moduleOf = (path: string): Promise<ProviderModule> => {
    const before = loaded.get(path);
    if (before !== undefined) return before;
    const made = load(path).then(readModule);
    loaded.set(path, made);
    // What could not be loaded may be set right: it is tried again with the next attempt.
    made.catch(() => loaded.delete(path));
    return made;
  };

  return (name) => ({
    carryOut: async (step, deadlineMs) => {
      const path = paths.get(name);
      if (path === undefined) return failed(`The server has no module "${name}".`, false);
      let module: ProviderModule;
      try {
        module = await moduleOf(path);
      } catch (error) {
        onFailure(name, error);
        return failed(`The module "${name}" cannot be loaded.`, false);
      }
      try {
        return await carryOutWithin(module, structuredClone(providerMessage(step)), deadlineMs);
      } catch (error) {
        onFailure(name, error);
        return failed('The module failed.', true);
      }
    },
  });
}

async function carryOutWithin(
  module: ProviderModule,
  message: ProviderMessage,
  deadlineMs: number,
): Promise<StepResult> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<StepResult>((resolve) => {
    timer = setTimeout(() => {
      resolve(failed('The module took too long.', true));
      limit.abort();
    }, deadlineMs);
  });
  try {
    const answer = Promise.resolve(module.carryOut(message, { deadlineMs, signal: limit.signal }));
    return await Promise.race([answer.then(readResult), late]);
  } finally {
    clearTimeout(timer);
  }
}

function readModule(module: unknown): ProviderModule {
  const isModule =
    typeof module === 'object' &&
    module !== null &&
    'carryOut' in module &&
    typeof module.carryOut === 'function';
  if (!isModule) throw new Error('it exports no function carryOut');
  return module as ProviderModule;
}

/** A module is no part of this program: its answer is read like one from outside. */
function readResult(answer: unknown): StepResult {
  if (typeof answer === 'object' && answer !== null && 'kind' in answer) {
    if (answer.kind === 'done') return { kind: 'done' };
    const hasReason = 'reason' in answer && typeof answer.reason === 'string';
    if (answer.kind === 'failed' && hasReason) {
      const { reason } = answer as { readonly reason: string };
      return {
        ...{ kind: 'failed', reason },
        isFinal: 'isFinal' in answer && answer.isFinal === true,
        isUnclear: 'isUnclear' in answer && answer.isUnclear === true,
      };
    }
  }
  return failed('The answer of the module says neither done nor failed.', true);
}

function failed(reason: string, isUnclear: boolean): StepResult {
  return { kind: 'failed', reason, isFinal: false, isUnclear };
}
