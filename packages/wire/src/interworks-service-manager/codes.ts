/**
 * Who is meant to read a code's text: with a code of the end user's range the platform shows our
 * text to everybody, with any other negative one it shows customers a sentence of its own. Source:
 * document 001.
 */
export type CodeAudience = 'end_user' | 'back_office';

/** Our registry. The numbers are our choice and never change. */
export const serviceManagerCodes = {
  done: 0,
  /** Accounts/Exists alone: the account is there. The one positive code that we write. */
  accountExists: 1,

  creditNotSufficient: -80_100,
  customerStopped: -80_110,
  noOpenLine: -80_120,
  overdueInvoices: -80_130,
  reviewNeeded: -80_140,
  lineExpired: -80_150,
  oneSubscriptionOnly: -80_200,
  prerequisiteMissing: -80_210,
  aboveMaximum: -80_220,
  belowMinimum: -80_230,
  cancelWindowOver: -80_240,
  planChangeNotPossible: -80_250,
  addonsNotPossible: -80_260,
  refusedByRule: -80_900,

  notSupported: -1,
  bodyNotReadable: -1000,
  memberMissing: -1001,
  memberOfWrongType: -1002,
  memberTwice: -1003,
  actionContradicts: -1004,
  customerUnknown: -1010,
  objectUnknown: -1011,
  addonNotOfProduct: -1012,
  serviceUnknown: -1013,
  addonTwice: -1014,
  notPriced: -1020,
  baseUriNotRegistered: -1030,
  otherContent: -1040,
  stepNotPossible: -1041,
  notAuthorized: -1050,
  dataNotAvailable: -1080,
  fault: -1090,
  outcomeUnknown: -1091,
} as const;
export type ServiceManagerCodeName = keyof typeof serviceManagerCodes;

/** Who reads the text of an error, as a client sees it: both bounds are inside. Our choice. */
export function audienceOf(code: number): CodeAudience {
  return code <= -80_000 && code >= -89_999 ? 'end_user' : 'back_office';
}

/** The ranges from which providers choose codes for rules of their own, both ends inside. */
export const providerCodeRanges = {
  end_user: { from: -89_998, to: -81_000 },
  back_office: { from: -79_999, to: -10_000 },
} as const satisfies Record<CodeAudience, { readonly from: number; readonly to: number }>;

/** The audience of a code that a provider may give to a rule of its own, or null. */
export function audienceOfProviderCode(code: number): CodeAudience | null {
  if (!Number.isSafeInteger(code)) return null;
  for (const audience of ['end_user', 'back_office'] as const) {
    const { from, to } = providerCodeRanges[audience];
    if (code >= from && code <= to) return audience;
  }
  return null;
}

/**
 * Whether a server of ours may answer with this code. The bounds of the end user's range are never
 * written: whether they belong to it is not documented.
 */
export function isWritableCode(code: number): boolean {
  return own.has(code) || audienceOfProviderCode(code) !== null;
}

const own: ReadonlySet<number> = new Set(Object.values(serviceManagerCodes));
