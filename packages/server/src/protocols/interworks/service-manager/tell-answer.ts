import {
  type ServiceManagerAnswer,
  type ServiceManagerLanguage,
  serviceManagerCodes,
} from '@aval/wire';
import type {
  CreditReason,
  FulfilmentAnswer,
  FulfilmentRefusal,
  StoredService,
} from '../../../fulfilment/index.ts';
import { answerTexts, fillAnswer } from './answer-texts.ts';

/** What a call came to, as the platform reads it: the room's words under the wire's codes. */
export function tellAnswer(
  answer: FulfilmentAnswer,
  language: ServiceManagerLanguage,
  addonResult: StoredService['settings']['addonResult'],
): ServiceManagerAnswer {
  const texts = answerTexts[language];
  switch (answer.kind) {
    case 'passed':
      return { code: serviceManagerCodes.done, message: '', result: null };
    case 'done': {
      // Document 004 answers the subscription's id, the vendor's sample that of the add-on.
      const addonId = addonResult === 'addon' ? answer.addonIds[0] : undefined;
      return { code: serviceManagerCodes.done, message: '', result: addonId ?? answer.externalId };
    }
    case 'service_unknown':
      return no(
        serviceManagerCodes.serviceUnknown,
        fillAnswer(texts.serviceUnknown, { name: answer.serviceType }),
      );
    case 'refused':
      return tellRefusal(answer.refusal, language);
    case 'broken':
      return no(answer.message.code, answer.message.message);
    case 'facts_missing':
      return no(serviceManagerCodes.dataNotAvailable, texts.dataMissing);
    case 'not_priced':
      return no(
        serviceManagerCodes.notPriced,
        fillAnswer(texts.notPriced, { name: answer.productId }),
      );
    case 'no_credit': {
      const [code, text] = creditAnswers[answer.reason];
      return no(serviceManagerCodes[code], texts[text]);
    }
  }
}

export function no(code: number, message: string): ServiceManagerAnswer {
  return { code, message, result: null };
}

const creditAnswers = {
  insufficient: ['creditNotSufficient', 'creditNotSufficient'],
  stopped: ['customerStopped', 'customerStopped'],
  no_open_line: ['noOpenLine', 'noOpenLine'],
  customer_unknown: ['customerUnknown', 'customerUnknown'],
  not_convertible: ['notPriced', 'notConvertible'],
} as const satisfies Readonly<Record<CreditReason, readonly [string, string]>>;

const unknownTexts = {
  subscription: 'subscriptionUnknown',
  addon: 'addonUnknown',
  asset: 'assetUnknown',
} as const;

const stateTexts = {
  active: 'stateActive',
  suspended: 'stateSuspended',
  cancelled: 'stateCancelled',
} as const;

const otherContentTexts = {
  subscription: 'subscriptionOtherContent',
  addon: 'addonOtherContent',
  asset: 'assetOtherContent',
} as const;

/** Total by type: a refusal without a code of the wire does not build. */
function tellRefusal(
  refusal: FulfilmentRefusal,
  language: ServiceManagerLanguage,
): ServiceManagerAnswer {
  const texts = answerTexts[language];
  const codes = serviceManagerCodes;
  switch (refusal.code) {
    case 'fulfilment.action_contradicts':
      return no(codes.actionContradicts, texts.action);
    case 'fulfilment.object_unknown':
      return no(codes.objectUnknown, texts[unknownTexts[refusal.object]]);
    case 'fulfilment.other_content':
      return no(codes.otherContent, texts[otherContentTexts[refusal.object]]);
    case 'fulfilment.addon_twice':
      return no(codes.addonTwice, fillAnswer(texts.addonTwice, { addon: refusal.addonProductId }));
    case 'fulfilment.addon_not_of_product': {
      const { addonProductId: addon, productId: product } = refusal;
      return no(codes.addonNotOfProduct, fillAnswer(texts.addonNotOfProduct, { addon, product }));
    }
    case 'fulfilment.plan_change_not_possible':
      return no(codes.planChangeNotPossible, texts.planChange);
    case 'fulfilment.step_not_possible':
      return no(
        codes.stepNotPossible,
        fillAnswer(texts.step, { state: texts[stateTexts[refusal.state]] }),
      );
  }
}
