/** The face of the http room: the one server, and what every scope on it is made of. */
export {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
} from './create-http-server.ts';
export {
  type Failure,
  type Presented,
  type Presenter,
  presentFailures,
} from './failure.ts';
export { HttpFault, type HttpFaultParams } from './http-fault.ts';
export { acceptJson, type BodyOptions } from './json-body.ts';
export { listen } from './listen.ts';
export { type Log, type LogFields, noLog } from './log.ts';
export type { Metrics } from './metrics.ts';
export { type OperationsOptions, registerOperations } from './operations.ts';
export { watchMethods } from './other-methods.ts';
export { type ProblemTexts, problemPresenter, problemType } from './problem.ts';
export { faultTexts, httpProblemTexts } from './problem-texts.ts';
export { createRateLimit, type RateLimit } from './rate-limit.ts';
export { within } from './within.ts';
