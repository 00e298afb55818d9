import { parentPort } from 'node:worker_threads';
import { examine } from '../decisions/index.ts';
import { lookAtRules } from '../fulfilment/index.ts';
import { present } from '../kernel/assert.ts';
import type { FromRulesetThread, ToRulesetThread } from './ruleset-messages.ts';

/** The thread that looks at rulesets: answers one question after another until it is ended. */
const port = present(parentPort, 'parent of the thread for rulesets');
const tell = (message: FromRulesetThread) => port.postMessage(message);

port.on('message', (question: ToRulesetThread) => {
  try {
    if (question.kind === 'rule_gate' || question.kind === 'rule_test') {
      tell({ type: 'rules_looked_at', lookedAt: lookAtRules(question) });
    } else tell({ type: 'examined', examined: examine(question) });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ type: 'failed', message });
  }
});
