import type {
  ServiceAttribute,
  ServiceDefinitionInput,
  ServiceManagerOperation,
  ServiceRequester,
} from '@aval/wire';

/** What a service manager sells, and who buys it there: all that checks may name. */
export type ServiceNames = {
  readonly serviceType: string;
  /** A product that the account may buy. */
  readonly productId: string;
  /** A total that no rule refuses; larger ones are asked for too. */
  readonly quantity: number;
  /** AccountID of a customer of the platform. */
  readonly accountId: string;
  /** Chosen values, by attribute id. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Add-ons of the product, none, one or two. */
  readonly addonIds: readonly string[];
  /** A product that the first one may go up to. */
  readonly planId: string | null;
  /** A product that is sold as an asset. */
  readonly assetId: string | null;
  /** What a business rule refuses with a text for customers. */
  readonly refused: { readonly productId: string; readonly quantity: number } | null;
  /** Two letters each: in which the service manager has texts. */
  readonly languages: readonly string[];
  /** An AccountID that may be synchronized and deleted. */
  readonly newAccountId: string | null;
  /** What the Result of an add-on call names. */
  readonly addonResult: 'subscription' | 'addon';
  /** Where operations answer that have other paths than the usual ones: below the base, by operation. */
  readonly paths: Readonly<Partial<Record<ServiceManagerOperation, string>>>;
  /** Sent with every call; null: calls name no address of the platform. */
  readonly baseUri: string | null;
};

/** A subscription of the named product that is new: as a Create carries it. */
export function newSubscription(
  names: ServiceNames,
  subscriptionId: string,
): ServiceDefinitionInput & { readonly quantity: number } {
  const { serviceType, productId, quantity, accountId } = names;
  return {
    subscriptionId,
    name: 'Certification',
    ...{ serviceType, productId, quantity },
    actionType: 'Provision',
    account: { id: accountId },
    attributes: chosen(names),
    addons: [],
    isFromOrder: true,
    isTrial: false,
    requestedBy: requester,
  };
}

function chosen({ attributes }: ServiceNames): Readonly<Record<string, Partial<ServiceAttribute>>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([id, code]) => [id, { value: code, code }]),
  );
}

// A storefront's calls are not asked for credit where a credit check hook has asked for it.
const requester: ServiceRequester = {
  id: 1,
  firstName: 'Certification',
  lastName: null,
  displayName: null,
  email: null,
  type: 'Storefront',
};
