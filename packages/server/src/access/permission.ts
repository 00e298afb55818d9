/**
 * What a principal may do. A route names the permission that it needs; what is not listed for a role
 * or a scope is denied.
 */
export const permissions = {
  'organization.read': 'see organizations and their references',
  'organization.write': 'add, rename and import organizations',
  'company.read': 'see the register of companies',
  'company.write': 'put, import and look up companies; decisions build on what is known of them',
  'line.read': 'see credit lines',
  'line.write': 'set limits, close lines, send ERP figures; a raise may need a second person',
  'line.stop': 'stop a line and lift the stop',
  'hold.read': 'see holds and captures',
  'hold.write': 'place, resize, capture, release and extend holds',
  'event.read': 'follow the change feed',
  'rate.read': 'see exchange rates',
  'rate.write': 'store exchange rates',
  'decision.read': 'see decisions',
  'review.read': 'see cases that wait for a person',
  'review.write': 'give a review to somebody, or take it out of the queue',
  'review.decide': 'approve or reject a review',
  'review.override': 'approve a review over the limit',
  'application.read': 'see applications',
  'application.decide': 'approve, reject or cancel an application',
  'ruleset.read': 'see rulesets, their versions and what is in force',
  'ruleset.write': 'draft, verify and test rulesets',
  'ruleset.publish': 'publish a version, bring it into force, go back, retire it',
  'business_rule.read': "see a service's business rules, their versions and what is in force",
  'business_rule.write': 'draft, verify and test business rules',
  'business_rule.publish': 'publish a version of business rules, bring it into force, go back',
  'proposal.read': 'see changes that wait for a second person',
  'proposal.write': 'withdraw a proposal of your own',
  'proposal.decide': "approve or reject somebody else's proposal",
  'ledger.verify': 'prove the books',
  'admin.read': 'see credentials, users, connections and settings, never a secret',
  'admin.write': 'add, rotate and revoke credentials, users and connections',
  'tenant.write': "change the tenant's name and settings",
  'credit_check.ask': 'ask the credit check hook',
  'trade_credit.read': 'read trade credits and their feed on the ONE wire',
  'trade_credit.write': 'write trade credits on the ONE wire',
  'decision_maker.ask': 'ask the decision maker, and see its orders',
  'fulfilment.ask': 'call the service manager as a platform',
  'service.read': 'see services, subscriptions and assets with their history',
  'service.write': 'declare services of a provider',
  'provider_step.read': "see what providers' own systems have still to do",
  'provider_step.write': "retry steps of providers' systems that failed, or give them up",
  'platform.read': 'read accounts and orders of the demonstration platform',
} as const;

export type Permission = keyof typeof permissions;

/** What a viewer may, and a key of the own API that reads. */
export const reads = [
  'organization.read',
  'company.read',
  'line.read',
  'hold.read',
  'event.read',
  'rate.read',
  'decision.read',
  'review.read',
  'application.read',
  'proposal.read',
  'ruleset.read',
  'business_rule.read',
  'service.read',
  'provider_step.read',
] as const satisfies readonly Permission[];

const reviewer = ['review.write', 'review.decide', 'application.decide'] as const;

const clerk = [...reads, ...reviewer, 'organization.write', 'hold.write'] as const;

/**
 * Roles of users. A controller proposes limits, an approver decides; nobody decides his own. Who works
 * the review queue decides reviews, and above the tenant's threshold two of them do.
 */
export const roles = {
  viewer: reads,
  clerk,
  controller: [
    ...clerk,
    'company.write',
    'line.write',
    'line.stop',
    'rate.write',
    'review.override',
    'ruleset.write',
    'business_rule.write',
    'service.write',
    'provider_step.write',
    'proposal.write',
  ],
  approver: [
    ...reads,
    ...reviewer,
    'review.override',
    'proposal.decide',
    'ruleset.publish',
    'business_rule.publish',
  ],
  /** Users, keys and settings; no money. */
  admin: ['admin.read', 'admin.write', 'tenant.write', 'organization.read'],
  auditor: [...reads, 'admin.read', 'ledger.verify'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

export type Role = keyof typeof roles;

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** What only a person may do. A key that could make such a user would do it in disguise. */
const ofPersons: readonly Permission[] = [
  'proposal.decide',
  'review.decide',
  'review.override',
  'application.decide',
  'ruleset.publish',
  'business_rule.publish',
  'tenant.write',
];

/** Roles that a key can neither give nor take over. */
export const rolesOfPersons: readonly Role[] = (Object.keys(roles) as Role[]).filter((role) =>
  roles[role].some((permission) => ofPersons.includes(permission)),
);

export function permissionsOfRoles(names: readonly Role[]): ReadonlySet<Permission> {
  return new Set(names.flatMap((name): readonly Permission[] => roles[name]));
}
