import type { RefusalText } from '../kernel/refusal.ts';
import type { AccessRefusal } from './refusals.ts';

/** The access room's part of the registry of refusals; total by type. */
export const accessRefusalTexts: Readonly<Record<AccessRefusal['code'], RefusalText>> = {
  'access.unauthenticated': internal(400, 'The credentials are missing or wrong.'),
  'access.tenant_required': internal(401, 'The header one-tenant is required.'),
  'access.tenant_mismatch': internal(402, 'The key does not belong to this tenant.'),
  'access.too_many_attempts': internal(
    403,
    'Too many attempts. Try again in {retryAfterSeconds} seconds.',
  ),
  'access.busy': internal(404, 'Too much at once. Try again in {retryAfterSeconds} seconds.'),
  'access.wrong_password': internal(405, 'The address or the password is wrong.'),
  'access.name_invalid': internal(410, 'A name is 1 to 100 visible characters.'),
  'access.kind_unknown': internal(411, 'The kind is none of {known}.'),
  'access.scope_unknown': internal(412, '{scope} is none of the scopes {known}.'),
  'access.scope_missing': internal(413, 'Name at least one of the scopes {known}.'),
  'access.role_unknown': internal(414, '{role} is none of the roles {known}.'),
  'access.role_missing': internal(415, 'Name at least one of the roles {known}.'),
  'access.person_needed': internal(
    416,
    'A key cannot give or take over the roles {roles}: that needs a person.',
  ),
  'access.email_invalid': internal(417, 'This is no mail address.'),
  'access.password_too_weak': internal(
    418,
    'A password has {least} to {most} characters, and at least five different ones.',
  ),
  'access.address_invalid': internal(
    419,
    'A base address is an http or https URL without user, query and fragment.',
  ),
  'access.secret_invalid': internal(420, 'The secret must have exactly the members {members}.'),
  'access.setting_invalid': internal(421, '{name} has a value that it cannot have here.'),
  'access.installation_unknown': internal(
    424,
    'There is no connection named {installation}: register it first.',
  ),
  'access.expiry_past': internal(422, 'The end lies in the past.'),
  'access.overlap_invalid': internal(
    423,
    'The overlap is a whole number of seconds from 0 to {mostSeconds}.',
  ),
  'access.credential_unknown': internal(430, 'There is no such credential.'),
  'access.credential_exists': internal(431, 'There is such a credential already.'),
  'access.credential_over': internal(432, 'The credential is revoked or has expired.'),
  'access.credential_fixed': internal(
    433,
    'This credential was given from outside and cannot be rotated: add another one and revoke it.',
  ),
  'access.user_unknown': internal(434, 'There is no such user.'),
  'access.user_exists': internal(435, 'There is a user with this address already.'),
  'access.connection_unknown': internal(436, 'There is no such connection.'),
  'access.connection_exists': internal(437, 'There is a connection with this name already.'),
  'access.connection_over': internal(438, 'The connection is revoked.'),
  'access.changed_meanwhile': internal(439, 'It was changed meanwhile. Look again and repeat.'),
};

function internal(precedence: number, text: string): RefusalText {
  return { precedence, text, customerSafe: false };
}
