import type { Permission } from '../../access/index.ts';
import { connectionOperations } from './connections.ts';
import { credentialOperations } from './credentials.ts';
import { tenantOperations } from './tenants.ts';
import { userOperations } from './users.ts';

/** The route table of administration; the command line calls the same operations. */
export const adminOperations = {
  ...tenantOperations,
  ...credentialOperations,
  ...userOperations,
  ...connectionOperations,
} as const;

export type AdminOperations = typeof adminOperations;
export type AdminOperationId = keyof AdminOperations;

/** What each operation needs. Total by type. */
export const adminPermissionOf: Readonly<Record<AdminOperationId, Permission>> = {
  listTenants: 'admin.read',
  addTenant: 'admin.write',
  changeTenant: 'tenant.write',
  revokeTenant: 'admin.write',
  listCredentials: 'admin.read',
  addCredential: 'admin.write',
  rotateCredential: 'admin.write',
  revokeCredential: 'admin.write',
  listUsers: 'admin.read',
  addUser: 'admin.write',
  changeUserRoles: 'admin.write',
  rotateUserPassword: 'admin.write',
  revokeUser: 'admin.write',
  listConnections: 'admin.read',
  addConnection: 'admin.write',
  rotateConnection: 'admin.write',
  revokeConnection: 'admin.write',
  checkConnection: 'admin.write',
};
