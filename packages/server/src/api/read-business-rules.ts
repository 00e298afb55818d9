import { type RulesSaid, readRuleCases, readRuleContent } from '../fulfilment/index.ts';
import { checkMembers, readLongBody } from './long-body.ts';
import { apiFault } from './problems.ts';
import { businessRuleProblem } from './refusals.ts';

/** What a draft says, or that it is a copy of what comes ready to use. Throws a `HttpFault`. */
export function readBusinessRules(text: string): RulesSaid {
  const body = readLongBody(text);
  const isReady = body['ready'] !== undefined;
  checkMembers(body, isReady ? ['ready'] : ['content', 'cases']);
  if (isReady) {
    if (body['ready'] !== true)
      throw apiFault('request.invalid', { at: 'body/ready', rule: 'const' });
    return 'ready';
  }
  const content = readRuleContent(
    (body['content'] ?? null) as Parameters<typeof readRuleContent>[0],
  );
  if (!content.ok) throw businessRuleProblem(content.refusal);
  const cases = readRuleCases((body['cases'] ?? null) as Parameters<typeof readRuleCases>[0]);
  if (!cases.ok) throw businessRuleProblem(cases.refusal);
  return { content: content.value, cases: cases.value };
}
