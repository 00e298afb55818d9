import { operation } from '@aval/wire';
import { Type } from 'typebox';
import { closed, TextSchema } from './schemas.ts';
import { UserSchema } from './users.ts';

const tag = 'Sign-in';

/** How people come in and go out; they are the only operations that need no permission. */
export const sessionOperations = {
  signIn: operation({
    method: 'POST',
    path: '/v1/sign-in',
    tag,
    summary: 'Exchange address and password for a bearer token of half an hour',
    body: Type.Object({ email: TextSchema, password: Type.String({ maxLength: 1_000 }) }, closed),
    answers: {
      200: Type.Object({
        token: Type.String({ description: 'For `Authorization: Bearer`.' }),
        expiresAt: Type.String(),
        user: Type.Object({ tenantId: Type.String(), ...UserSchema.properties }),
      }),
    },
  }),
  signOut: operation({
    method: 'POST',
    path: '/v1/sign-out',
    tag,
    summary: 'End the token that it is sent with',
    answers: {},
  }),
} as const;

export const sessionNeeds: Readonly<Record<keyof typeof sessionOperations, string>> = {
  signIn: 'Needs no credential.',
  signOut: 'Needs the token that it ends.',
};
