import type { Instant } from '../kernel/clock.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import type { Reference } from './reference.ts';

/** A company that buys on account, or a group above such companies. Never an individual. */
export type Organization = {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly references: readonly Reference[];
  readonly version: bigint;
  readonly createdAt: Instant;
};
