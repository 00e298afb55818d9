import type { Instant } from '../kernel/clock.ts';
import type { CaptureId, ProviderStepId, ServiceId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';
import type { ProviderStep, StepObject, StepStatus } from './provider-step.ts';
import type { DriverKind } from './stored-service.ts';
import type { ExternalId } from './subscription.ts';

export type ServiceOf = { readonly tenantId: TenantId; readonly serviceId: ServiceId };

/** Names the counterpart of steps: one object of the service manager. */
export type ObjectOf = { readonly object: StepObject; readonly externalId: ExternalId };

/** Reads for whoever carries steps out. They show the last commit and lock nothing. */
export type DueStepReader = {
  /** Services with a step that is due, or whose claim has lapsed. */
  readonly dueServices: (now: Instant, limit: number) => Promise<readonly ServiceOf[]>;
  /** Steps that are due and have their turn, and claims that have lapsed; the longest due first. */
  readonly dueSteps: (
    of: ServiceOf,
    now: Instant,
    limit: number,
  ) => Promise<readonly ProviderStep[]>;
  /** The steps of an object that have not ended, in their order. */
  readonly openSteps: (tenantId: TenantId, of: ObjectOf) => Promise<readonly ProviderStep[]>;
};

export type StepFilter = {
  readonly status: StepStatus | null;
  readonly serviceId: ServiceId | null;
  readonly externalId: string | null;
};

/** Reads for people. */
export type ProviderStepReader = {
  readonly providerStep: (
    tenantId: TenantId,
    stepId: ProviderStepId,
  ) => Promise<ProviderStep | null>;
  /** The newest first. */
  readonly providerSteps: (
    tenantId: TenantId,
    filter: StepFilter,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<ProviderStep>>;
  /** How the steps of an object stand; the newest ones first. */
  readonly stepsOfObject: (
    tenantId: TenantId,
    of: ObjectOf,
    limit: number,
  ) => Promise<readonly ProviderStep[]>;
  /** Of all tenants, by status; ended ones are not counted. */
  readonly stepCounts: () => Promise<readonly StepCount[]>;
};

export type StepCount = {
  readonly status: StepStatus;
  readonly count: number;
  readonly oldestCreatedAt: Instant;
};

/** How a service reaches its provider's own system, as it is set. */
export type DriverSetting = {
  readonly driver: DriverKind;
  readonly driverSettings: Readonly<Record<string, string>>;
};

/** Commits rows in one transaction; throws a `Fault` where storage fails. */
export type CommitSteps = (
  unit: UnitOfWork<never>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;

/** What was booked for an object is found by its id, which captures carry. */
export type Booked = {
  readonly tenantId: TenantId;
  readonly externalId: ExternalId;
  /** These of the object alone; null: all of them. */
  readonly captureIds: readonly CaptureId[] | null;
  /** Who gives it back, and why. */
  readonly actor: string;
  readonly reason: string;
};

/**
 * Commits rows and gives credit back in one transaction. Nothing booked, or all of it reported by the
 * ERP: the rows alone.
 */
export type GiveBack = (
  booked: Booked,
  unit: UnitOfWork<never>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;
