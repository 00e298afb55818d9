import { matchServiceManagerRoute, serviceManagerBase, serviceManagerOperations } from '@aval/wire';
import {
  answering,
  any,
  asking,
  codeIs,
  envelope,
  isCreate,
  isJson,
  isReal,
  onPath,
  ownHeaders,
  parsed,
  refusing,
  remembering,
  replying,
  without,
} from './break-service-manager.ts';
import type { Fault } from './broken-server.ts';
import { application } from './right-service-manager.ts';

/** One way to be wrong, and the checks that find it: these and no others. */
export type Wrong = {
  readonly rule: string;
  readonly fault: () => Fault;
  readonly documented?: readonly string[];
  readonly others?: readonly string[];
};

/** Every change of what a right service manager is asked, or answers. */
export const wrongs: readonly Wrong[] = [
  {
    rule: 'a pre-check provisions',
    fault: () => asking(isCreate, (body) => body.replace('"CheckOnly":true', '"CheckOnly":false')),
    documented: ['pre-check-changes-nothing', 'pre-check-leaves-the-state'],
  },
  {
    rule: 'CheckOnly is known in one spelling alone',
    fault: () => asking(any, (body) => body.replace('"checkonly":true', '"checkonly":false')),
    documented: ['check-only-in-either-spelling'],
  },
  {
    rule: 'a CheckOnly that is no boolean is taken for a real call',
    fault: () =>
      asking(any, (body) => body.replace(/"CheckOnly":(?!true|false)[^,}]+/, '"CheckOnly":false')),
    others: ['check-only-is-a-boolean'],
  },
  {
    rule: 'the last of two equal members counts, and large numbers are none',
    fault: () => asking(any, parsed),
    others: ['check-only-stands-once', 'members-stand-once', 'totals-are-whole-numbers'],
  },
  {
    rule: 'ActionTypes are not looked at',
    fault: () => answering(codeIs(-1004), { Code: 0, Message: '', Description: undefined }),
    others: ['actions-agree-with-the-operation', 'contradictions-name-the-object'],
  },
  {
    rule: 'a contradiction names nothing',
    fault: () => answering(codeIs(-1004), { Message: 'No.', Description: 'No.' }),
    others: ['contradictions-name-the-object'],
  },
  {
    rule: 'unknown ActionTypes are none',
    fault: () => asking(any, (body) => body.replace(/"ActionType":(?:"Explode"|99|"")/, '"A":1')),
    others: ['unknown-actions'],
  },
  {
    rule: 'anybody may ask',
    fault: () => (call, forward) => forward({ ...call, headers: ownHeaders(call) }),
    others: ['strangers-are-turned-away', 'strangers-are-told-nothing'],
  },
  {
    rule: 'a stranger gets a page',
    fault: () => replying(({ status }) => status === 401, { body: '<h1>Who?</h1>' }),
    others: ['strangers-are-told-nothing'],
  },
  {
    rule: 'texts are in one language',
    fault: () => (call, forward) =>
      forward({ ...call, headers: { ...without(call.headers, 'Accept-Language') } }),
    documented: ['texts-in-the-language-asked'],
  },
  {
    rule: 'a rule for customers has a code that hides its text',
    fault: () => answering(codeIs(-80_230), { Code: -70_230 }),
    documented: ['customers-read-the-text'],
  },
  {
    rule: 'a rule has the bound of the range as its code',
    fault: () => answering(codeIs(-80_230), { Code: -80_000 }),
    others: ['bounds-are-never-written'],
  },
  {
    rule: 'a broken rule is no error',
    fault: () => answering(codeIs(-80_230), { Code: 0, Message: '', Description: undefined }),
    documented: ['broken-rule-is-an-error'],
  },
  {
    rule: 'an error has no text',
    fault: () => answering(codeIs(-1011), { Message: '', Description: undefined }),
    documented: ['errors-carry-a-text'],
  },
  {
    rule: 'the text stands in Description alone',
    fault: () => answering(({ Code }) => Number(Code) < 0, { Message: undefined }),
    others: ['envelopes-are-whole'],
  },
  {
    rule: 'success is Code 1',
    fault: () => onPath(/Assets\/Update/, answering(codeIs(0), { Code: 1 })),
    documented: ['life-of-an-asset', 'only-zero-is-success'],
  },
  {
    rule: 'the real call does not know the rules',
    fault: () =>
      asking(isReal, (body) => body.replace(/("ProductID":"EDU".*)"Quantity":1/, '$1"Quantity":3')),
    others: ['rules-hold-for-the-real-call'],
  },
  {
    rule: 'a Create makes something every time',
    fault: () =>
      asking(
        (call) => isCreate(call) && isReal(call),
        (body) => body.replace(/"SubscriptionID":"[^"]*"/, () => `"SubscriptionID":"${nextId()}"`),
      ),
    others: ['create-is-done-once', 'create-with-other-content', 'cancelled-stays-cancelled'],
  },
  {
    rule: 'answers are given from memory',
    fault: () => remembering((seen, call) => seen.get(call.path + call.body) ?? null),
    others: ['addons-come-back'],
  },
  {
    rule: 'what is in force is an error',
    fault: () =>
      remembering((seen, call) => {
        const isAgain = [...seen.keys()].at(-1) === call.path + call.body && !isCreate(call);
        return isAgain ? envelope({ Code: -1040, Message: 'Again?', Result: null }) : null;
      }),
    documented: ['addon-totals'],
    others: [
      ...['repeated-addon-calls', 'totals-may-return', 'states-may-return'],
      'cancelled-stays-cancelled',
    ],
  },
  {
    rule: 'Results name something else',
    fault: () => onPath(/Subscriptions\/Suspend/, answering(codeIs(0), { Result: 'done' }, isReal)),
    others: ['results-name-the-object', 'states-may-return', 'late-repeat'],
  },
  {
    rule: 'errors of the business have status 400',
    fault: () => replying(({ body }) => body.includes('-1011'), { status: 400 }),
    others: [
      ...['pre-checks-of-thirteen-endpoints', 'business-errors-are-200'],
      'nobodys-object-is-unknown',
    ],
  },
  {
    rule: 'a content type is insisted on',
    fault: () => refusing(({ headers, body }) => body !== '' && !isJson(headers), 415),
    others: ['content-types-do-not-matter'],
  },
  {
    rule: 'Accept is obeyed',
    fault: () =>
      refusing(({ headers }) => /^(?:text|application)\//.test(headers['Accept'] ?? ''), 406),
    others: ['accept-does-not-matter'],
  },
  {
    rule: 'paths have one spelling',
    fault: () =>
      refusing(({ path }) => {
        const spelled = path.slice(serviceManagerBase.length).split('?')[0] ?? '';
        const { kind } = matchServiceManagerRoute('POST', spelled);
        return kind === 'operation' && !spellings.has(spelled);
      }, 404),
    others: ['paths-in-any-spelling'],
  },
  {
    rule: 'a wrong verb is not found',
    fault: () => replying(({ status }) => status === 405, { status: 404 }),
    others: ['other-verbs'],
  },
  {
    rule: 'unknown operations are found',
    fault: () => replying(({ status }) => status === 404, { status: 200 }),
    others: ['unknown-operations'],
  },
  {
    rule: 'a large body is read',
    fault: () => replying(({ status }) => status === 413, { status: 200 }),
    others: ['large-bodies'],
  },
  {
    rule: 'members that are missing are guessed',
    fault: () => answering(codeIs(-1001), { Code: 0, Message: '', Description: undefined }),
    others: ['members-that-are-needed'],
  },
  {
    rule: 'unknown members are refused',
    fault: () => refusing(({ body }) => body.includes('"Later"'), 400),
    others: ['spellings-agree'],
  },
  {
    rule: 'the key is taken in base64 alone',
    fault: () =>
      refusing(({ headers }) => headers['X-CloudPlatform-APIKey'] === application.key, 401),
    others: ['key-as-it-is'],
  },
  {
    rule: 'any address of a platform will do',
    fault: () => answering(codeIs(-1030), { Code: 0, Message: '', Description: undefined }),
    others: ['unregistered-address-of-the-platform'],
  },
  {
    rule: 'a long track id is an error',
    fault: () =>
      refusing(({ headers }) => (headers['X-CloudPlatform-TrackId'] ?? '').length > 64, 400),
    others: ['track-ids-do-not-matter'],
  },
  {
    rule: 'everybody exists',
    fault: () =>
      onPath(
        /Exists/,
        answering(() => true, { Code: 1, Result: 'x' }),
      ),
    others: ['nobody-does-not-exist', 'life-of-an-account'],
  },
  {
    rule: 'the catalogue has no such add-on',
    fault: () => replying(({ body }) => body.startsWith('{"ProductTypes"'), {}, withoutAddons),
    others: ['catalogue-sells-the-product'],
  },
  {
    rule: 'no pre-check is announced',
    fault: () => replying(({ body }) => body.includes('ManagementSections'), {}, withoutPreChecks),
    others: ['discovery-tells-the-pre-checks'],
  },
  {
    rule: 'validation answers with an object',
    fault: () =>
      onPath(
        /Validate/,
        replying(() => true, { body: '{"Errors":[]}' }),
      ),
    others: ['settings-are-validated'],
  },
];

const spellings = new Set(Object.values(serviceManagerOperations).map(({ path }) => path));

function withoutAddons(body: string): string {
  return body.replaceAll('"ID":"A"', '"ID":"Z"');
}

function withoutPreChecks(body: string): string {
  return body.replaceAll('"RequiresPrecheck":true', '"RequiresPrecheck":false');
}

let ids = 0;

function nextId(): string {
  ids += 1;
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
}
