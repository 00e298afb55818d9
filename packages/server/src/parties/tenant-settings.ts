import { present } from '../kernel/assert.ts';
import type { Currency } from '../kernel/currency.ts';
import { nearestOf } from '../kernel/nearest.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { SettingRefusal } from './refusals.ts';
import type { SettingForm, SettingTexts } from './setting-form.ts';
import { type SettingName, settingTable } from './setting-table.ts';

type ValueOf<Name extends SettingName> =
  (typeof settingTable)[Name]['form'] extends SettingForm<infer Value> ? Value : never;

/**
 * A tenant's settings, read. `policy` has the shape of the credit room's `CreditPolicy`, and is one
 * object for all commands of a tenant's version, so that a batch sends it to the worker once.
 */
export type TenantSettings = ReturnType<typeof arrange>;

/** Reads the settings that differ from their defaults; amounts are in the tenant's currency. */
export function readTenantSettings(
  changed: SettingTexts,
  currency: Currency,
): Result<TenantSettings, SettingRefusal> {
  for (const [name, text] of Object.entries(changed)) {
    if (!isSettingName(name)) {
      const nearest = nearestOf(name, Object.keys(settingTable));
      const advice =
        nearest === null ? 'The page of tenant settings has them all.' : `Did you mean ${nearest}?`;
      return refuse({ code: 'parties.setting_unknown', name, nearest, advice });
    }
    const { form } = settingTable[name];
    if (form.read(text, currency) === null) {
      return refuse({ code: 'parties.setting_invalid', name, expected: form.expected });
    }
  }
  return accept(arrange(changed, currency));
}

/** The text of every setting in force, in the order of the table. */
export function settingTextsOf(changed: SettingTexts): Readonly<Record<SettingName, string>> {
  return Object.fromEntries(
    Object.entries(settingTable).map(([name, row]) => [name, changed[name] ?? row.default]),
  ) as Record<SettingName, string>;
}

/** The changed settings after some more changes; null sets one back to its default. */
export function withSettings(
  changed: SettingTexts,
  changes: { readonly [name: string]: string | null },
): SettingTexts {
  const next = new Map(Object.entries(changed));
  for (const [name, text] of Object.entries(changes)) {
    const isDefault = isSettingName(name) && settingTable[name].default === text;
    if (text === null || isDefault) next.delete(name);
    else next.set(name, text);
  }
  return Object.fromEntries([...next].sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingTable, name);
}

function arrange(changed: SettingTexts, currency: Currency) {
  const get = <Name extends SettingName>(name: Name): ValueOf<Name> => {
    const { form, default: fallback } = settingTable[name];
    const read = form.read(changed[name] ?? fallback, currency);
    return present(read, `default of ${name}`).value as ValueOf<Name>;
  };
  return Object.freeze({
    policy: Object.freeze({
      currency,
      boundary: get('exposure.boundary'),
      utilisationCeilingPercent: get('exposure.utilisationCeilingPercent'),
      toleranceBasisPoints: get('limit.tolerancePercent'),
      toleranceMinor: get('limit.toleranceAmount'),
      unlimitedChild: get('tree.unlimitedChild'),
      lateCapture: get('hold.lateCapture'),
      captureRemainder: get('capture.remainder'),
      overCapture: Object.freeze({
        mode: get('capture.overCapture'),
        basisPoints: get('capture.overCapturePercent'),
        amountMinor: get('capture.overCaptureAmount'),
      }),
      sameFigure: get('one.sameFigure'),
      erpLagUs: get('erp.lag'),
      secondPersonAboveMinor: get('limit.secondPersonAbove'),
    }),
    holdTtlUs: Object.freeze({
      basket: get('hold.ttl.basket'),
      review: get('hold.ttl.review'),
      soft: get('hold.ttl.soft'),
      native: get('hold.ttl.native'),
    }),
    holdDueCapUs: get('hold.dueCap'),
    rules: Object.freeze({
      amountBase: get('exposure.amountBase'),
      recurringBase: get('hook.recurringBase'),
      carrier: get('exposure.carrier'),
      needsOrdering: get('account.needsOrdering') === 'true',
      overdueMaxMinor: get('overdue.maxAmount'),
      overdueToleranceMinor: get('overdue.toleranceAmount'),
      overdueNeedsPercent: get('overdue.amountRuleNeedsUtilisationPercent'),
      figuresMaxAgeUs: get('facts.maxAge'),
    }),
    rulesetId: get('creditCheck.rulesetId'),
    behaviourMaxAgeUs: get('behaviour.maxAge'),
    companies: Object.freeze({
      maxAgeUs: get('company.maxAge'),
      timeoutUs: get('company.lookUpTime'),
    }),
    reviews: Object.freeze({
      openFor: get('reviews.openFor'),
      policy: Object.freeze({
        currency,
        secondApprovalAboveMinor: get('reviews.secondApprovalAbove'),
        dueAfterUs: get('reviews.dueAfter'),
      }),
    }),
    approval: Object.freeze({
      deviationBasisPoints: get('approval.deviationPercent'),
      validDays: get('approval.validDays'),
    }),
    graceDays: get('checkpoint.graceDays'),
    temporaryMode: get('limit.temporaryMode'),
    one: Object.freeze({
      currency: get('one.currency'),
      unknownOrganization: get('one.unknownOrganization'),
      isTripleStrict: get('one.strictTriple') === 'true',
      view: get('one.getView'),
      hasEmptyAnswers: get('one.emptyAnswers') === 'true',
      feedCreateType: get('one.feedCreateType'),
      rateLimit: get('one.rateLimit'),
    }),
    hook: Object.freeze({
      standIn: get('hook.standIn'),
      standInMinor: get('hook.standInAmount'),
      watchUs: get('hook.watchRefused'),
      answerShape: get('hook.answerShape'),
      hasPathKey: get('hook.pathKey') === 'true',
      rateLimit: get('hook.rateLimit'),
      basketIds: get('hook.basketIds'),
      deadlineUs: get('hook.deadline'),
    }),
    platform: Object.freeze({ rateLimit: get('platform.rateLimit') }),
    serviceManager: Object.freeze({
      hasDescription: get('serviceManager.description') === 'true',
    }),
    dmm: Object.freeze({
      pageSize: get('dmm.pageSize'),
      createStatus: get('dmm.createStatus') === '201' ? 201 : 200,
      pendingLimitUs: get('dmm.pendingLimit'),
      retryWindowUs: get('dmm.retryWindow'),
    }),
  });
}
