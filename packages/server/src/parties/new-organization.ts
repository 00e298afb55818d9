import { accept, type Result, refuse } from '../kernel/result.ts';
import { readName } from './name.ts';
import { type ReferenceInput, type ReferenceKey, readReference } from './reference.ts';
import type { OrganizationRefusal } from './refusals.ts';

export type NewOrganization = {
  readonly name: string;
  readonly references: readonly ReferenceInput[];
};

export const referencesMax = 20;

/** A name and references that are well formed, each of them once. */
export function readNewOrganization(
  input: NewOrganization,
): Result<
  { readonly name: string; readonly references: readonly ReferenceKey[] },
  OrganizationRefusal
> {
  const name = readName(input.name);
  if (name === null) return refuse({ code: 'parties.name_invalid' });
  if (input.references.length > referencesMax) {
    return refuse({ code: 'parties.too_many_references', most: referencesMax });
  }
  const references = new Map<string, ReferenceKey>();
  for (const each of input.references) {
    const reference = readReference(each);
    if (!reference.ok) return reference;
    references.set(nameOf(reference.value), reference.value);
  }
  return accept({ name, references: [...references.values()] });
}

/** What two spellings of one reference have in common. */
export function nameOf({ source, kind, valueKey }: ReferenceKey): string {
  return `${source}/${kind}/${valueKey}`;
}
