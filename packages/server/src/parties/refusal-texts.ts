import type { RefusalText } from '../kernel/refusal.ts';
import type { PartyRefusal } from './refusals.ts';

/** The parties room's part of the registry of refusals; total by type. */
export const partyRefusalTexts: Readonly<Record<PartyRefusal['code'], RefusalText>> = {
  'parties.tenant_id_invalid': internal(
    300,
    'The id of a tenant is 2 to 40 characters of a-z, 0-9 and -, with - only inside.',
  ),
  'parties.name_invalid': internal(301, 'A name is 1 to 200 visible characters.'),
  'parties.currency_unknown': internal(302, 'The currency is not one in force.'),
  'parties.language_unknown': internal(303, 'The language is not one of en, nl, de, pl, el.'),
  'parties.setting_unknown': internal(304, '{name} is no setting. {advice}'),
  'parties.setting_invalid': internal(305, '{name} must be {expected}.'),
  'parties.tenant_exists': internal(306, 'There is a tenant with this id already.'),
  'parties.tenant_unknown': internal(307, 'There is no such tenant.'),
  'parties.too_many_references': internal(310, 'An organization has at most {most} references.'),
  'parties.reference_invalid': internal(311, 'This is no reference of {source}/{kind}.'),
  'parties.individual_refused': internal(
    312,
    'Only organizations buy on account; this is the id of an individual.',
  ),
  'parties.organization_unknown': internal(313, 'There is no such organization.'),
  'parties.reference_unknown': internal(314, 'The organization has no such reference.'),
  'parties.reference_taken': internal(
    315,
    'Another organization has the reference {value} of {source}/{kind}.',
  ),
  'parties.references_disagree': internal(316, 'The references belong to several organizations.'),
  'parties.version_changed': internal(317, 'It was changed meanwhile; its version is {version}.'),
  'parties.key_reused': internal(318, 'The key was used before, for a request with other content.'),
  'parties.company_invalid': internal(320, '{member} of a company must be {expected}.'),
  'parties.company_number_missing': internal(
    321,
    'A company needs a number: kvk, kvk-branch, lei or vat.',
  ),
  'parties.company_number_taken': internal(
    322,
    'The number {scheme}:{number} belongs to another company.',
  ),
  'parties.payment_behaviour_invalid': internal(
    330,
    '{member} of a record of payment behaviour must be {expected}.',
  ),
  'parties.payment_behaviour_older': internal(
    331,
    'The record in force speaks of a later day, {asOf}.',
  ),
};

function internal(precedence: number, text: string): RefusalText {
  return { precedence, text, customerSafe: false };
}
