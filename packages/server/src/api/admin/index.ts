/** The face of administration: `/v1/admin/…`, sign-in, and the same operations for the operator. */
export {
  type AdminAnswer,
  type AdminCall,
  type Administration,
  createLocalAdministration,
} from './administration.ts';
export { registerAdmin } from './register-admin.ts';
export { createRemoteAdministration } from './remote-administration.ts';
