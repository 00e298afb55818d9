import {
  amount,
  basisPoints,
  choice,
  currencyOrOwn,
  duration,
  orNone,
  recurringBase,
  type SettingForm,
  wholeDays,
  wholeNumber,
  wholePercent,
} from './setting-form.ts';

/** One setting of a tenant: what it does, and the text that stands for its default. */
export type TenantSetting<Value> = {
  readonly doc: string;
  readonly default: string;
  readonly form: SettingForm<Value>;
};

/** Every setting of a tenant that has an effect. The reference page is made from this table. */
export const settingTable = {
  'exposure.boundary': setting(
    'Whether an amount that is equal to the headroom still fits.',
    'atLimitPasses',
    choice(['atLimitPasses', 'atLimitBlocks']),
  ),
  'exposure.utilisationCeilingPercent': setting(
    'Share of the effective limit that may be used.',
    '100',
    wholePercent,
  ),
  'exposure.amountBase': setting(
    'Which total of an order counts: with tax, delivery and fees, or without tax. An order that does ' +
      'not tell it is a no.',
    'grossWithFreight',
    choice(['grossWithFreight', 'net']),
  ),
  'exposure.carrier': setting(
    'Whose credit line carries an order: that of the account that is billed for it, or of the one that orders.',
    'billTo',
    choice(['billTo', 'soldTo']),
  ),
  'limit.tolerancePercent': setting(
    'How far beyond its limit a line may go that says nothing itself.',
    '0',
    basisPoints,
  ),
  'limit.toleranceAmount': setting(
    'The same as an amount, on top of it; on a line of another currency there is none.',
    '0',
    amount,
  ),
  'limit.temporaryMode': setting(
    'What a temporary limit does that names no mode: it stands in place of the own limit, or on top of it.',
    'override',
    choice(['override', 'additive']),
  ),
  'limit.secondPersonAbove': setting(
    'A limit raised above this amount becomes a proposal that a second person approves; on a line of another currency every raise does.',
    'none',
    orNone(amount),
  ),
  'tree.unlimitedChild': setting(
    'Whether the limit of a group binds an unlimited line below it.',
    'staysUnlimited',
    choice(['staysUnlimited', 'boundByParent']),
  ),
  'hold.ttl.basket': setting(
    'How long the hold of a basket stands until the platform is asked for its order.',
    '30 min',
    duration('1 min', '24 h'),
  ),
  'hold.ttl.review': setting(
    "How long a hold stands that a person's approval placed.",
    '7 d',
    duration('1 min', '90 d'),
  ),
  'hold.ttl.soft': setting(
    'How long the hold of a pre-check stands.',
    '10 min',
    duration('1 min', '24 h'),
  ),
  'hold.ttl.native': setting(
    'How long a hold stands that an approved application took, or that was placed through the API and names no time.',
    '7 d',
    duration('1 min', '90 d'),
  ),
  'hold.dueCap': setting(
    'How long a basket hold that fell due stays while the platform gives no answer.',
    '24 h',
    duration('0 s', '30 d'),
  ),
  'hold.lateCapture': setting(
    'What a capture does whose hold has expired.',
    'revive',
    choice(['revive', 'refuse', 'bookAndFlag']),
  ),
  'capture.remainder': setting(
    'What becomes of the rest of a hold after a capture of a part.',
    'keep',
    choice(['keep', 'free']),
  ),
  'capture.overCapture': setting(
    'What a capture of more than is held does.',
    'toleranceElseReview',
    choice(['toleranceElseReview', 'refuse', 'bookAndFlag']),
  ),
  'capture.overCapturePercent': setting(
    'How much more than its amount may be captured of a hold; the larger of this and the amount counts.',
    '0',
    basisPoints,
  ),
  'capture.overCaptureAmount': setting(
    'The same as an amount; on a line of another currency there is none.',
    '0',
    amount,
  ),
  'erp.lag': setting(
    'Longest time from a capture to the ERP figure that contains it.',
    '24 h',
    duration('0 s', '60 d'),
  ),
  'one.currency': setting(
    'Currency of the values on the ONE wire, which names none.',
    'tenant',
    currencyOrOwn,
  ),
  'one.unknownOrganization': setting(
    'What a PUT for an unknown organization does.',
    'create',
    choice(['create', 'refuse']),
  ),
  'one.strictTriple': setting(
    'Whether a PUT whose three values do not add up is refused.',
    'false',
    choice(['false', 'true']),
  ),
  'one.getView': setting(
    'What a GET shows: the values in force with open holds, or the last ones that the ERP sent.',
    'effective',
    choice(['effective', 'snapshot']),
  ),
  'one.emptyAnswers': setting(
    'Whether a PUT answers without a body.',
    'false',
    choice(['false', 'true']),
  ),
  'one.feedCreateType': setting(
    'What an event of the ONE feed is called by which a trade credit begins.',
    'UPDATE',
    choice(['UPDATE', 'CREATE']),
  ),
  'one.rateLimit': setting(
    'How many calls a key of the ONE wire may make in a minute; more are status 429.',
    'none',
    orNone(wholeNumber(1, 1_000_000)),
  ),
  'one.sameFigure': setting(
    'Whether an ERP figure that repeats one of our own contains what was open then.',
    'contain',
    choice(['contain', 'countTwice']),
  ),
  'account.needsOrdering': setting(
    'Whether an account whose ordering is switched off at the platform is a no.',
    'false',
    choice(['false', 'true']),
  ),
  'overdue.maxAmount': setting(
    'Overdue invoices of more than this, by the billing information of the platform, are a no.',
    'none',
    orNone(amount),
  ),
  'overdue.toleranceAmount': setting('So little that is overdue does not count.', '0', amount),
  'overdue.amountRuleNeedsUtilisationPercent': setting(
    'The rule of the overdue amount counts only where this share of the limit is used.',
    'none',
    orNone(wholePercent),
  ),
  'facts.maxAge': setting(
    "How old the ERP's figures of a line may be in a credit check; older ones are a no.",
    'none',
    orNone(duration('1 min', '400 d')),
  ),
  'behaviour.maxAge': setting(
    'How old the record of how an organization pays may be, by the day that it speaks of; what it says is not known to rules after that.',
    '35 d',
    orNone(duration('1 d', '400 d')),
  ),
  'company.maxAge': setting(
    'How old an answer of the KVK may be until a company is asked for anew; what was imported stays.',
    '30 d',
    duration('1 h', '400 d'),
  ),
  'company.lookUpTime': setting(
    'How long the KVK may take to answer, all calls of a look-up together.',
    '1200 ms',
    duration('100 ms', '30 s'),
  ),
  'reviews.openFor': setting(
    'Which no of a credit check opens a review: every one that a person or more credit can turn, those ' +
      'that rules leave to a person or that come of missing facts, or those that rules leave to a person.',
    'everyNo',
    choice(['everyNo', 'gaps', 'rules']),
  ),
  'reviews.secondApprovalAbove': setting(
    'A review of more than this is approved by two persons; in another currency every one is.',
    'none',
    orNone(amount),
  ),
  'reviews.dueAfter': setting(
    'How long a review may wait for a person.',
    '24 h',
    duration('1 min', '90 d'),
  ),
  'approval.deviationPercent': setting(
    "How much more than its amount a person's approval covers.",
    '0',
    basisPoints,
  ),
  'approval.validDays': setting(
    "For how many days a person's approval or rejection holds, its own being the first; 0: until the order ends.",
    '0',
    wholeDays,
  ),
  'checkpoint.graceDays': setting(
    'For how many days after a yes the rules are not asked again about the same or a lower amount.',
    '0',
    wholeDays,
  ),
  'creditCheck.rulesetId': setting(
    'The ruleset that the credit check hook asks beside the rules of these settings: the stricter answer counts. none: these rules are all.',
    'none',
    orNone(wholeNumber(1, 999_999_999)),
  ),
  'hook.standIn': setting(
    'What the credit check hook answers when it cannot judge: false, status 503 with false, or true ' +
      'up to an amount of each account and day (`hook.standInAmount`).',
    'refuse',
    choice(['refuse', 'http-503', 'allow-up-to']),
  ),
  'hook.standInAmount': setting(
    'What an account may have in a day (UTC) while nobody can judge, where the order itself is known.',
    '0',
    amount,
  ),
  'hook.watchRefused': setting(
    'How long the platform is asked about an order that was refused, or whose hold was given up, in case people execute it by hand.',
    '14 d',
    orNone(duration('1 h', '90 d')),
  ),
  'hook.recurringBase': setting(
    'What of a service counts that is charged again and again: the first invoice, which is the total of the ' +
      'order, every period of its term, or so many months. An order that does not tell it is a no.',
    'first-invoice',
    recurringBase,
  ),
  'hook.answerShape': setting(
    'How the credit check hook writes its answer: true, {"Result":true} or "true".',
    'bare',
    choice(['bare', 'result-object', 'string']),
  ),
  'hook.basketIds': setting(
    'What the credit check hook takes for a basket: a GUID, or any text of up to 64 visible characters.',
    'guid',
    choice(['guid', 'text']),
  ),
  'hook.rateLimit': setting(
    'How many calls a key of the credit check hook may make in a minute; more are status 429.',
    'none',
    orNone(wholeNumber(1, 1_000_000)),
  ),
  'hook.pathKey': setting(
    'Whether the credit check hook takes a key in its path, for callers that cannot send headers.',
    'false',
    choice(['false', 'true']),
  ),
  'hook.deadline': setting(
    'How long the credit check hook may take.',
    '1500 ms',
    duration('200 ms', '30 s'),
  ),
  'platform.rateLimit': setting(
    'How many calls a client of the demonstration platform may make in a minute; more are status 403, as at the vendor.',
    'none',
    orNone(wholeNumber(1, 1_000_000)),
  ),
  'serviceManager.description': setting(
    'Whether errors of the service manager carry their text as Description too, beside Message.',
    'true',
    choice(['false', 'true']),
  ),
  'dmm.pageSize': setting(
    'How many orders a page of the decision maker has.',
    '20',
    wholeNumber(1, 100),
  ),
  'dmm.createStatus': setting(
    'The status with which the decision maker answers a new order.',
    '200',
    choice(['200', '201']),
  ),
  'dmm.pendingLimit': setting(
    'How long an order of the decision maker stays pending while the company register gives no answer; then a person looks.',
    '15 min',
    duration('10 s', '30 d'),
  ),
  'dmm.retryWindow': setting(
    'For how long an equal order of the decision maker with the same reference is the order of before; 0 s: never.',
    '0 s',
    duration('0 s', '24 h'),
  ),
} as const;

export type SettingName = keyof typeof settingTable;

function setting<Value>(doc: string, text: string, form: SettingForm<Value>): TenantSetting<Value> {
  return { doc, default: text, form };
}
