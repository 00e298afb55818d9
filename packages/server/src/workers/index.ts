/** The face of the workers: what runs beside the requests. */
export { every, type Job } from './every.ts';
export { createRulesetThread, type RulesetThread } from './ruleset-thread.ts';
export { type SweepCount, type SweepDeps, sweep } from './sweep.ts';
