import type { Check } from '../check.ts';
import type { CheckReport } from '../report.ts';
import type { ServiceNames } from './service-names.ts';
import type { ServiceWorld } from './service-world.ts';

/** What a check needs beside a product and a customer. */
export type Need =
  | 'write'
  | 'addon'
  | 'two_addons'
  | 'plan'
  | 'asset'
  | 'refused'
  | 'languages'
  | 'new_account';

export type ServiceCheck = Check<ServiceWorld> & { readonly needs?: readonly Need[] };

/** The option that gives what is needed, for each need. */
export const optionOf: Readonly<Record<Need, string>> = {
  write: '--write',
  addon: '--addon',
  two_addons: '--addon twice',
  plan: '--plan',
  asset: '--asset',
  refused: '--refused',
  languages: '--language twice',
  new_account: '--new-account',
};

/** The first need that the options of this run leave open; null: none. */
export function missingIn(world: ServiceWorld, needs: readonly Need[]): Need | null {
  return needs.find((need) => !isGiven(world, need)) ?? null;
}

/**
 * Runs checks one after the other, each with its calls in the report. What real calls made is ended
 * after each: a rule may allow a customer one subscription at a time.
 */
export async function runServiceChecks(
  world: ServiceWorld,
  checks: readonly ServiceCheck[],
): Promise<readonly CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const { run, needs = [], ...check } of checks) {
    const missing = missingIn(world, needs);
    if (missing !== null) {
      const setting = optionOf[missing];
      reports.push({ ...check, asked: [], outcome: 'skipped', setting });
      continue;
    }
    world.takeAsked();
    const verdict = await run(world);
    reports.push({ ...check, asked: world.takeAsked(), ...verdict });
    await world.own.retire();
  }
  return reports;
}

function isGiven({ names, isWriting }: ServiceWorld, need: Need): boolean {
  return need === 'write' ? isWriting : given[need](names);
}

const given: Readonly<Record<Exclude<Need, 'write'>, (names: ServiceNames) => boolean>> = {
  addon: ({ addonIds }) => addonIds.length > 0,
  two_addons: ({ addonIds }) => addonIds.length > 1,
  plan: ({ planId }) => planId !== null,
  asset: ({ assetId }) => assetId !== null,
  refused: ({ refused }) => refused !== null,
  languages: ({ languages }) => languages.length > 1,
  new_account: ({ newAccountId }) => newAccountId !== null,
};
