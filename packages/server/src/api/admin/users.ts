import { operation } from '@aval/wire';
import { type Static, Type } from 'typebox';
import type { AccessService, User } from '../../access/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import type { UserId } from '../../kernel/ids.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { answerPage } from './paging.ts';
import { administrationProblem } from './problems.ts';
import {
  closed,
  idSchema,
  pageQuery,
  TextOrNullSchema,
  TextSchema,
  VersionSchema,
  WordsSchema,
} from './schemas.ts';

export const UserSchema = Type.Object({
  userId: Type.String(),
  email: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  version: VersionSchema,
  createdAt: Type.String(),
  disabledAt: TextOrNullSchema,
});

const UserWithPasswordSchema = Type.Object({
  user: UserSchema,
  password: Type.Union([Type.String(), Type.Null()], {
    description: 'The password that was made, shown this once; null where one was chosen.',
  }),
});

const PasswordSchema = Type.Optional(Type.String({ maxLength: 1_000 }));
const tag = 'Administration';
const params = Type.Object({ userId: idSchema('user') }, closed);

export const userOperations = {
  listUsers: operation({
    method: 'GET',
    path: '/v1/admin/users',
    tag,
    summary: 'List users',
    query: pageQuery,
    answers: { 200: Type.Object({ items: Type.Array(UserSchema), next: TextOrNullSchema }) },
  }),
  addUser: operation({
    method: 'POST',
    path: '/v1/admin/users',
    tag,
    summary: 'Add a user; a password is made unless one is chosen',
    body: Type.Object(
      { email: TextSchema, name: TextSchema, roles: WordsSchema, password: PasswordSchema },
      closed,
    ),
    answers: { 201: UserWithPasswordSchema },
  }),
  changeUserRoles: operation({
    method: 'PUT',
    path: '/v1/admin/users/{userId}/roles',
    tag,
    summary: 'Set the roles of a user; ends what the user has signed in to',
    params,
    body: Type.Object({ roles: WordsSchema }, closed),
    answers: { 200: UserSchema },
  }),
  rotateUserPassword: operation({
    method: 'POST',
    path: '/v1/admin/users/{userId}/rotate',
    tag,
    summary: 'Give a user another password; ends what the user has signed in to',
    params,
    body: Type.Object({ password: PasswordSchema }, closed),
    bodyIsOptional: true,
    answers: { 200: UserWithPasswordSchema },
  }),
  revokeUser: operation({
    method: 'POST',
    path: '/v1/admin/users/{userId}/revoke',
    tag,
    summary: 'Disable a user; ends what the user has signed in to',
    params,
    answers: { 200: UserSchema },
  }),
} as const;

type Users = Pick<
  AccessService,
  'users' | 'addUser' | 'changeRoles' | 'rotatePassword' | 'disableUser'
>;

export function createUserHandlers(
  { access }: { readonly access: Users },
  cursors: Cursors,
): Handlers<typeof userOperations> {
  return {
    listUsers: ({ principal: { tenantId }, query }) => {
      const list = { tenantId, name: 'users', query };
      return answerPage(cursors, list, access.users, toWireUser);
    },
    addUser: async ({ principal: { tenantId, actor }, body }) => {
      const { password = null } = body;
      const added = await access.addUser(tenantId, { ...body, password }, actor);
      if (!added.ok) return administrationProblem(added.refusal);
      const { user, password: made } = added.value;
      return { status: 201, body: { user: toWireUser(user), password: made } };
    },
    changeUserRoles: async ({ principal: { tenantId, actor }, params: { userId }, body }) => {
      const changed = await access.changeRoles(tenantId, userId as UserId, body.roles, actor);
      return changed.ok ? ok(toWireUser(changed.value)) : administrationProblem(changed.refusal);
    },
    rotateUserPassword: async ({ principal: { tenantId, actor }, params: { userId }, body }) => {
      const chosen = body?.password ?? null;
      const rotated = await access.rotatePassword(tenantId, userId as UserId, chosen, actor);
      if (!rotated.ok) return administrationProblem(rotated.refusal);
      const { user, password } = rotated.value;
      return ok({ user: toWireUser(user), password });
    },
    revokeUser: async ({ principal: { tenantId }, params: { userId } }) => {
      const disabled = await access.disableUser(tenantId, userId as UserId);
      return disabled.ok ? ok(toWireUser(disabled.value)) : administrationProblem(disabled.refusal);
    },
  };
}

export function toWireUser(user: User): Static<typeof UserSchema> {
  const { userId, email, name, roles, disabledAt } = user;
  return {
    userId,
    email,
    name,
    roles: [...roles],
    version: Number(user.version),
    createdAt: formatInstant(user.createdAt),
    disabledAt: disabledAt === null ? null : formatInstant(disabledAt),
  };
}
