import { findMember, isJsonObject, type JsonValue, numberText } from '../json-value.ts';
import { writeJson } from '../write-json.ts';
import { type ServiceManagerOperation, serviceManagerOperations } from './operations.ts';

/** What a service manager says of itself. Source: the vendor's code. */
export type ServiceManagerDiscovery = {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly isResellerSupportEnabled: boolean;
  readonly baseUrl: string;
  readonly version: string;
  readonly isRegistrationEnabled: boolean;
  readonly registrationUrl: string | null;
};

/** Addresses by section and name, with what each of them wants. */
export type DiscoveredUrl = {
  readonly section: string;
  readonly name: string;
  readonly url: string;
  readonly needsToken: boolean;
  readonly hasPreCheck: boolean;
};

/**
 * Writes the answer of Discover. The thirteen endpoints are announced with their pre-check. How a
 * section names itself is not documented: our choice is a member `Name`.
 */
export function writeDiscovery(discovery: ServiceManagerDiscovery): string {
  const { baseUrl } = discovery;
  return writeJson({
    Code: discovery.code,
    Name: discovery.name,
    Description: discovery.description,
    ResellerSupportEnabled: discovery.isResellerSupportEnabled,
    BaseUrl: baseUrl,
    Version: Number(discovery.version),
    IsRegistrationEnabled: discovery.isRegistrationEnabled,
    RegistrationUrl: discovery.registrationUrl,
    ManagementSections: Object.entries(sections).map(([name, urls]) => ({
      Name: name,
      IsSectionEnabled: true,
      ...(name === 'Accounts' ? { RequiresAccountSynchronization: true } : {}),
      ...(name === 'Subscriptions' ? { EnableProvisionNotification: false } : {}),
      Urls: Object.fromEntries(
        urls.map((operation) => {
          const { path, hasPreCheck } = serviceManagerOperations[operation];
          const url = {
            Url: baseUrl + path,
            RequiresAuthorization: hasPreCheck,
            RequiresPrecheck: hasPreCheck,
          };
          return [operation.slice(operation.indexOf('/') + 1), url];
        }),
      ),
    })),
  });
}

/** The addresses of a service manager's own account of itself; null where it is none. */
export function readDiscovery(
  body: JsonValue,
): (ServiceManagerDiscovery & { readonly urls: readonly DiscoveredUrl[] }) | null {
  if (!isJsonObject(body)) return null;
  const text = (name: string) => {
    const value = findMember(body, name);
    return typeof value === 'string' ? value : null;
  };
  const [code, name, baseUrl] = [text('Code'), text('Name'), text('BaseUrl')];
  if (code === null || name === null || baseUrl === null) return null;
  return {
    code,
    name,
    description: text('Description') ?? '',
    isResellerSupportEnabled: findMember(body, 'ResellerSupportEnabled') === true,
    baseUrl,
    version: numberText(findMember(body, 'Version')) ?? '',
    isRegistrationEnabled: findMember(body, 'IsRegistrationEnabled') === true,
    registrationUrl: text('RegistrationUrl'),
    urls: urlsOf(findMember(body, 'ManagementSections')),
  };
}

const sections: Readonly<Record<string, readonly ServiceManagerOperation[]>> = {
  Setup: ['Fields/Get', 'Fields/Validate', 'Fields/ServiceDefinition'],
  Accounts: ['Accounts/SyncOptions', 'Accounts/Synchronize', 'Accounts/Exists', 'Accounts/Delete'],
  Subscriptions: ofGroup('Subscriptions/'),
  Addons: ofGroup('Addons/'),
  Assets: ofGroup('Assets/'),
};

function ofGroup(prefix: string): readonly ServiceManagerOperation[] {
  const names = Object.keys(serviceManagerOperations) as ServiceManagerOperation[];
  return names.filter((name) => name.startsWith(prefix));
}

function urlsOf(sectionsGiven: JsonValue | undefined): readonly DiscoveredUrl[] {
  if (!Array.isArray(sectionsGiven)) return [];
  return sectionsGiven.flatMap((section: JsonValue) => {
    const urls = isJsonObject(section) ? findMember(section, 'Urls') : null;
    if (!isJsonObject(section) || !isJsonObject(urls)) return [];
    const sectionName = findMember(section, 'Name');
    return Object.entries(urls).flatMap(([name, entry]) => {
      const url = isJsonObject(entry) ? findMember(entry, 'Url') : null;
      if (!isJsonObject(entry) || typeof url !== 'string') return [];
      return {
        section: typeof sectionName === 'string' ? sectionName : '',
        name,
        url,
        needsToken: findMember(entry, 'RequiresAuthorization') === true,
        hasPreCheck: findMember(entry, 'RequiresPrecheck') === true,
      };
    });
  });
}
