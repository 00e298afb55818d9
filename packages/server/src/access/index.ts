/** The face of the access room: who asks, what that principal may do, and who administers it. */
export { type AccessDeps, type AccessService, createAccessService } from './access-service.ts';
export { operatorActor } from './actor.ts';
export { isAddressIn } from './address-range.ts';
export type { PlatformAnswer, PlatformLogin } from './authenticator.ts';
export type {
  Connection,
  ConnectionKind,
  OpenedConnection,
} from './connection.ts';
export type {
  CheckConnection,
  CheckedAnswer,
  CheckedField,
  CheckSample,
  ConnectionCheck,
} from './connection-check.ts';
export type {
  Credential,
  DecisionMakerTerms,
  GivenSecret,
  IssuedSecret,
} from './credential.ts';
export { type CredentialKind, credentialKinds } from './credential-kind.ts';
export { overlapSecondsDefault } from './credential-service.ts';
export { type Permission, type Role, roles } from './permission.ts';
export type {
  AccessReader,
  Keyring,
  PasswordHash,
  Random,
  StoredConnection,
  StoredCredential,
  StoredSession,
  StoredUser,
} from './ports.ts';
export { isPermitted, type Principal } from './principal.ts';
export { accessRefusalTexts } from './refusal-texts.ts';
export type {
  AccessRefusal,
  AdministrationRefusal,
  AuthenticationRefusal,
  SignInRefusal,
} from './refusals.ts';
export type { User } from './user.ts';
