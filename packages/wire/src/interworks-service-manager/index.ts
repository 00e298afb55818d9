export {
  readServiceAccount,
  type ServiceAccount,
  type ServiceAccountInput,
  type ServiceAddress,
  type ServiceContact,
  type ServiceRegion,
} from './account.ts';
export { allowedActionTypes, checkActionTypes, parentActionType } from './action-types.ts';
export {
  type AnswerExtras,
  readServiceManagerAnswer,
  type ServiceManagerAnswer,
  type ServiceManagerOutcome,
  writeServiceManagerAnswer,
} from './answer.ts';
export {
  type ProductType,
  type PublishedAddon,
  type PublishedAttribute,
  type PublishedItem,
  type PublishedPrice,
  type PublishedProduct,
  readProductTypes,
  writeProductTypes,
} from './catalogue.ts';
export {
  createServiceManagerClient,
  type ServiceCallOptions,
  type ServiceManagerCallOptions,
  type ServiceManagerClient,
  type ServiceManagerClientOptions,
} from './client.ts';
export {
  audienceOf,
  audienceOfProviderCode,
  type CodeAudience,
  isWritableCode,
  providerCodeRanges,
  type ServiceManagerCodeName,
  serviceManagerCodes,
} from './codes.ts';
export { ServiceDefinitionSchema, ServiceManagerResultSchema } from './contract.ts';
export {
  type ServiceAddon,
  type ServiceAttribute,
  type ServiceAttributes,
  type ServiceDefinition,
  type ServiceDefinitionInput,
  type ServiceRequester,
  toWireServiceDefinition,
} from './definition.ts';
export {
  type DiscoveredUrl,
  readDiscovery,
  type ServiceManagerDiscovery,
  writeDiscovery,
} from './discovery.ts';
export {
  type ActionType,
  actionTypes,
  type Derivative,
  derivatives,
  type RequesterType,
  requesterTypes,
} from './enumerations.ts';
export {
  type ApplicationCredentials,
  encodeApplicationKey,
  type IncomingHeaders,
  readApplicationCredentials,
  readServiceManagerContext,
  type ServiceManagerContext,
  serviceManagerHeaders,
} from './headers.ts';
export {
  chooseLanguage,
  type ServiceManagerLanguage,
  serviceManagerLanguages,
} from './language.ts';
export {
  labelOf,
  type OtherOperation,
  type ServiceManagerBody,
  type ServiceManagerOperation,
  type ServiceManagerOperationInfo,
  type ServiceManagerReply,
  type ServiceOperation,
  type SetUpOperation,
  serviceManagerBase,
  serviceManagerOperations,
  serviceOperations,
} from './operations.ts';
export {
  codeOfProblem,
  type ExpectedKind,
  type NamedObject,
  type ServiceManagerProblem,
  type ServiceManagerRead,
  textOfProblem,
} from './problem.ts';
export { readServiceManagerBody, serviceManagerLimits } from './read-body.ts';
export { readServiceCall, type ServiceCall } from './read-definition.ts';
export {
  type ApplicationRegistration,
  readRegistration,
  writeRegistrationAnswer,
  writeRegistrationCheck,
} from './registration.ts';
export {
  matchServiceManagerRoute,
  type ServiceManagerMatch,
  type ServiceManagerRoute,
  serviceManagerRoutes,
} from './routes.ts';
export {
  type CustomField,
  type CustomFieldValue,
  readCustomFields,
  readSettingFields,
  type SettingDefinition,
  type SettingField,
  type SettingKind,
  writeCustomFields,
  writeSettingFields,
} from './set-up.ts';
