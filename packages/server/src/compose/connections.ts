import { setTimeout as pause } from 'node:timers/promises';
import type { AccessService, CheckConnection, OpenedConnection } from '../access/index.ts';
import { defaultInstallation, type InstallationOf } from '../assessment/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import {
  checkPlatform,
  type PlatformConnection,
  readMapping,
  readVersions,
} from '../outbound/index.ts';

/** The connection of a hook credential that names no installation. */
export const platformConnectionName = defaultInstallation;

/** Shows what a connection's mapping makes of one order and one account. */
export const checkConnection: CheckConnection = async (connection, sample) => {
  if (connection.kind !== 'interworks-platform') {
    // There is no mapping to look at: `POST /v1/companies/look-up` tries a KVK connection.
    return { answers: [], isUsable: false, missing: ['mapping'] };
  }
  return checkPlatform(platformTime, toPlatformConnection(connection), sample);
};

/** The time of calls that leave the process: how long they took, and how long to wait. */
export const platformTime = { nowMs: () => performance.now(), wait: (ms: number) => pause(ms) };

/** The connection to the platform that a credential's installation has; null without one. */
export async function platformConnectionOf(
  access: AccessService,
  { tenantId, installation }: InstallationOf,
) {
  const found = await access.openConnection(tenantId, 'interworks-platform', installation);
  return found === null ? null : toPlatformConnection(found);
}

/** A tenant has one connection to the KVK, under this name. */
export async function kvkConnectionOf(access: AccessService, tenantId: TenantId) {
  const found = await access.openConnection(tenantId, 'kvk', 'default');
  if (found === null) return null;
  const { connectionId, version, baseUri, secret } = found;
  return { connectionId, version, baseUri, apiKey: secret['apiKey'] ?? '' };
}

const platformConnections = new WeakMap<OpenedConnection, PlatformConnection>();

/** The same object for as long as the opened one is the same. */
function toPlatformConnection(opened: OpenedConnection): PlatformConnection {
  const before = platformConnections.get(opened);
  if (before !== undefined) return before;
  const made = readPlatformConnection(opened);
  platformConnections.set(opened, made);
  return made;
}

function readPlatformConnection(opened: OpenedConnection): PlatformConnection {
  const { connectionId, version, baseUri, secret, settings } = opened;
  const { clientKey = '', clientSecret = '', username = '', password = '' } = secret;
  const credentials = { clientKey, clientSecret, username, password };
  const told = { mapping: readMapping(settings), versions: readVersions(settings) };
  const isMappingConfirmed = settings['mappingConfirmed'] === 'true';
  return { connectionId, version, baseUri, ...credentials, ...told, isMappingConfirmed };
}
