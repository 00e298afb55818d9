import type { OrganizationRefusal } from '../parties/index.ts';

export const partyProblemTexts: Readonly<Record<OrganizationRefusal['code'], string>> = {
  'parties.name_invalid': 'A name has 1 to 200 visible characters.',
  'parties.too_many_references': 'An organization cannot have so many references.',
  'parties.reference_invalid': 'The reference does not have the form of its source and kind.',
  'parties.individual_refused': 'Only organizations buy on account, not individuals.',
  'parties.organization_unknown': 'There is no such organization.',
  'parties.reference_taken': 'The reference belongs to another organization.',
  'parties.references_disagree': 'The references belong to several organizations.',
  'parties.version_changed': 'The organization was changed meanwhile.',
  'parties.key_reused': 'The key was used before, for a request with other content.',
};
