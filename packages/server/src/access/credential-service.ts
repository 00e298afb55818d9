import { type Clock, type Instant, plus, second } from '../kernel/clock.ts';
import type { CredentialId, Ids, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import { readAddressRange } from './address-range.ts';
import { readBaseUri } from './connection.ts';
import {
  type Credential,
  type CredentialSettings,
  type DecisionMakerTerms,
  decisionMakerTermsDefault,
  fromStoredCredential,
  type GivenSecret,
  type IssuedSecret,
  settingsOf,
} from './credential.ts';
import { credentialKinds, hasInstallation, isCredentialKind, scopesOf } from './credential-kind.ts';
import { hashParts, isOpaque, makeSecret, splitSecret } from './issued-secret.ts';
import type { AccessReader, CommitRows, Keyring, Random, StoredCredential } from './ports.ts';
import { readName } from './readable-name.ts';
import type { AdministrationRefusal } from './refusals.ts';

type Answer<Value> = Promise<Result<Value, AdministrationRefusal>>;

/** A credential with its secret, which nobody can see again. */
export type Issued = { readonly credential: Credential; readonly secret: IssuedSecret };

export type CredentialService = {
  readonly credentials: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Credential>>;
  readonly addCredential: (tenantId: TenantId, input: NewCredential) => Answer<Issued>;
  /** Stores a secret that somebody else has chosen: for tests, never for a public route. */
  readonly addGivenCredential: (
    tenantId: TenantId,
    input: Omit<NewCredential, 'kind'>,
    given: GivenSecret,
  ) => Answer<Credential>;
  /**
   * A new secret; the one before it stays valid for `overlapSeconds`. At most two are valid: one
   * that is left of an earlier rotation ends now.
   */
  readonly rotateCredential: (
    tenantId: TenantId,
    credentialId: CredentialId,
    overlapSeconds: number,
  ) => Answer<Issued>;
  /** Ends a credential for good: at once in this process, within five seconds in others. */
  readonly revokeCredential: (tenantId: TenantId, credentialId: CredentialId) => Answer<Credential>;
};

export type NewCredential = {
  readonly kind: string;
  readonly name: string;
  /** May be empty where the kind has but one. */
  readonly scopes: readonly string[];
  readonly expiresAt: Instant | null;
  /** Name of the connection that a hook credential speaks for. */
  readonly installation: string | null;
  /** Name of the header that carries the secret, for the kind that has one. */
  readonly header?: string | null;
  /** The greatest limit that a key of the ONE wire may grant alone, such as `50000.00`. */
  readonly limitMax?: string | null;
  /** From where it may be presented: addresses, or ranges such as `203.0.113.0/24`. */
  readonly addresses?: readonly string[];
  /** Addresses of the platform that calls of an application may name, for `service-manager`. */
  readonly baseUris?: readonly string[];
  /** For the decision maker's kind; what is left out is as by default. */
  readonly decisionMaker?: Partial<DecisionMakerTerms> | null;
  readonly createdBy: string;
};

export const overlapSecondsDefault = 7 * 86_400;
const overlapSecondsMax = 90 * 86_400;

type CredentialDeps = {
  readonly reader: AccessReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly keyring: Keyring;
  readonly forget: (kind: string, publicId: string) => void;
};

export function createCredentialService(deps: CredentialDeps): CredentialService {
  const { reader, commit, clock, ids, random, keyring, forget } = deps;

  const add = async (
    tenantId: TenantId,
    input: NewCredential,
    given: GivenSecret,
  ): Answer<Credential> => {
    const read = readNewCredential(input, clock.now());
    if (!read.ok) return read;
    const split = splitSecret(given, keyring);
    if (split === null) return refuse({ code: 'access.secret_invalid', members: [] });
    const { installation, addresses = [], limitMax = null } = input;
    const baseUris = [...new Set((input.baseUris ?? []).flatMap((uri) => readBaseUri(uri) ?? []))];
    const connection =
      installation === null
        ? null
        : await reader.connectionByName(tenantId, 'interworks-platform', installation);
    if (installation !== null && connection === null) {
      return refuse({ code: 'access.installation_unknown', installation });
    }
    const credentialId = ids.next('cred');
    const settings: CredentialSettings = {
      ...(installation === null ? {} : { installation }),
      ...(limitMax === null ? {} : { limitMax }),
      ...('username' in given && given.kind === 'platform' ? { username: given.username } : {}),
      ...(given.kind === 'hook-header' ? { header: given.header.toLowerCase() } : {}),
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(baseUris.length === 0 ? {} : { baseUris }),
      ...(given.kind === 'dmm'
        ? { decisionMaker: { ...decisionMakerTermsDefault, ...input.decisionMaker } }
        : {}),
    };
    const row: RowChange = {
      op: 'insert',
      table: 'credential',
      values: {
        tenant_id: tenantId,
        credential_id: credentialId,
        kind: given.kind,
        name: read.value.name,
        public_id: split.publicId,
        secret_hash: hashParts(keyring, given.kind, split.publicId, split.parts),
        previous_secret_hash: null,
        previous_until_us: null,
        scopes: JSON.stringify(read.value.scopes),
        settings: JSON.stringify(settings),
        version: 1n,
        created_at_us: { blank: 'instant' },
        created_by: input.createdBy,
        expires_at_us: input.expiresAt,
        revoked_at_us: null,
      },
    };
    const outcome = await commit(rowsOnly(tenantId, [row]));
    if (outcome.kind === 'refused') return refuse({ code: 'access.credential_exists' });
    forget(given.kind, split.publicId);
    return found(tenantId, credentialId);
  };

  const found = async (tenantId: TenantId, credentialId: CredentialId): Answer<Credential> => {
    const stored = await reader.credential(tenantId, credentialId);
    if (stored === null) return refuse({ code: 'access.credential_unknown' });
    return accept(fromStoredCredential(stored));
  };

  const change = async (stored: StoredCredential, set: RowChange & { op: 'update' }) => {
    const outcome = await commit(rowsOnly(stored.tenantId, [set]));
    forget(stored.kind, stored.publicId);
    if (outcome.kind === 'refused') return refuse({ code: 'access.changed_meanwhile' } as const);
    return found(stored.tenantId, stored.credentialId);
  };

  return {
    credentials: async (tenantId, page) => {
      const { items, next } = await reader.credentials(tenantId, page);
      return { items: items.map(fromStoredCredential), next };
    },
    addCredential: async (tenantId, input) => {
      const { kind, header = null } = input;
      if (!isCredentialKind(kind)) {
        return refuse({ code: 'access.kind_unknown', known: Object.keys(credentialKinds) });
      }
      const secret = makeSecret(kind, random, header === null ? {} : { header });
      const credential = await add(tenantId, input, secret);
      return credential.ok ? accept({ credential: credential.value, secret }) : credential;
    },
    addGivenCredential: (tenantId, input, given) =>
      add(tenantId, { ...input, kind: given.kind }, given),
    rotateCredential: async (tenantId, credentialId, overlapSeconds) => {
      if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0) return wrongOverlap;
      if (overlapSeconds > overlapSecondsMax) return wrongOverlap;
      const stored = await reader.credential(tenantId, credentialId);
      if (stored === null) return refuse({ code: 'access.credential_unknown' });
      const now = clock.now();
      const { kind, publicId, expiresAt } = stored;
      const isOver = stored.revokedAt !== null || (expiresAt !== null && expiresAt <= now);
      if (isOver || !isCredentialKind(kind)) return refuse({ code: 'access.credential_over' });
      if (isOpaque(publicId)) return refuse({ code: 'access.credential_fixed' });
      const { username, header } = settingsOf(stored);
      const secret = makeSecret(kind, random, {
        publicId,
        ...(username === undefined ? {} : { username }),
        ...(header === undefined ? {} : { header }),
      });
      const split = splitSecret(secret, keyring);
      if (split === null) return refuse({ code: 'access.credential_fixed' });
      const answer = await change(stored, {
        op: 'update',
        table: 'credential',
        set: {
          secret_hash: hashParts(keyring, kind, publicId, split.parts),
          previous_secret_hash: overlapSeconds === 0 ? null : stored.secretHash,
          previous_until_us:
            overlapSeconds === 0 ? null : plus(now, BigInt(overlapSeconds) * second),
          version: stored.version + 1n,
        },
        where: guardOf(stored),
      });
      return answer.ok ? accept({ credential: answer.value, secret }) : answer;
    },
    revokeCredential: async (tenantId, credentialId) => {
      const stored = await reader.credential(tenantId, credentialId);
      if (stored === null) return refuse({ code: 'access.credential_unknown' });
      if (stored.revokedAt !== null) return accept(fromStoredCredential(stored));
      return change(stored, {
        op: 'update',
        table: 'credential',
        set: { revoked_at_us: { blank: 'instant' }, version: stored.version + 1n },
        where: guardOf(stored),
      });
    },
  };
}

const wrongOverlap = refuse({
  code: 'access.overlap_invalid',
  mostSeconds: overlapSecondsMax,
} as const);

const addressesMax = 50;
const baseUrisMax = 20;

/** Headers that say something else already, or that others on the way read and change. */
const takenHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'transfer-encoding',
]);

function isHeaderName(text: string): boolean {
  return /^[A-Za-z0-9-]{1,60}$/.test(text) && !takenHeaders.has(text.toLowerCase());
}

function guardOf({ tenantId, credentialId, version }: StoredCredential) {
  return { tenant_id: tenantId, credential_id: credentialId, version };
}

/** The first term that is not one, by its name. */
function wrongTermOf({ amount, rulesets, perSecond }: Partial<DecisionMakerTerms>): string | null {
  if (amount !== undefined && !['required', 'optional', 'unused'].includes(amount)) return 'amount';
  const isId = (id: number) => Number.isSafeInteger(id) && id >= 1;
  if (rulesets != null && (rulesets.length > rulesetsMax || !rulesets.every(isId))) {
    return 'rulesets';
  }
  return perSecond == null || (isId(perSecond) && perSecond <= 100_000) ? null : 'perSecond';
}

const rulesetsMax = 100;

function readNewCredential(
  input: NewCredential,
  now: Instant,
): Result<{ readonly name: string; readonly scopes: readonly string[] }, AdministrationRefusal> {
  const name = readName(input.name);
  if (name === null) return refuse({ code: 'access.name_invalid' });
  if (!isCredentialKind(input.kind)) {
    return refuse({ code: 'access.kind_unknown', known: Object.keys(credentialKinds) });
  }
  const { header = null, addresses = [], installation } = input;
  if (installation !== null && !hasInstallation(input.kind)) {
    return refuse({ code: 'access.setting_invalid', name: 'installation' });
  }
  if (header !== null && !(input.kind === 'hook-header' && isHeaderName(header))) {
    return refuse({ code: 'access.setting_invalid', name: 'header' });
  }
  if (
    addresses.length > addressesMax ||
    addresses.some((each) => readAddressRange(each) === null)
  ) {
    return refuse({ code: 'access.setting_invalid', name: 'addresses' });
  }
  const { baseUris = [] } = input;
  const isReadable =
    baseUris.length <= baseUrisMax && baseUris.every((uri) => readBaseUri(uri) !== null);
  if (baseUris.length > 0 && !(input.kind === 'service-manager' && isReadable)) {
    return refuse({ code: 'access.setting_invalid', name: 'baseUris' });
  }
  const terms = input.decisionMaker ?? null;
  const wrongTerm = terms === null ? null : wrongTermOf(terms);
  if (terms !== null && (input.kind !== 'dmm' || wrongTerm !== null)) {
    return refuse({ code: 'access.setting_invalid', name: wrongTerm ?? 'decisionMaker' });
  }
  const { limitMax = null } = input;
  if (limitMax !== null && !(input.kind === 'one' && /^\d{1,12}(?:\.\d{1,3})?$/.test(limitMax))) {
    return refuse({ code: 'access.setting_invalid', name: 'limitMax' });
  }
  const known = scopesOf(input.kind);
  const scope = input.scopes.find((each) => !known.includes(each));
  if (scope !== undefined) return refuse({ code: 'access.scope_unknown', scope, known });
  if (input.scopes.length === 0 && known.length > 1) {
    return refuse({ code: 'access.scope_missing', known });
  }
  if (input.expiresAt !== null && input.expiresAt <= now) {
    return refuse({ code: 'access.expiry_past' });
  }
  return accept({ name, scopes: known.length > 1 ? [...new Set(input.scopes)] : known });
}
