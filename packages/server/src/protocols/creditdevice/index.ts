/** The decision maker wire, CreditDevice's side of it. */
export type { DecisionMakerDeps } from './decision-maker-deps.ts';
export { registerDecisionMaker } from './register-decision-maker.ts';
