import type { Captures } from '@aval/wire';
import { arrangeGiven } from './arrange-given.ts';
import type { OpenDesk } from './open-desk.ts';
import { differencesOf, type Named, send } from './replay.ts';

/**
 * Sends an exchange after those that it follows, and tells what differs in the last answer; of the
 * ones before it in their status.
 */
export async function replayChain(
  desk: OpenDesk,
  chain: readonly Named[],
): Promise<readonly string[]> {
  const differences: string[] = [];
  let captures: Captures = new Map();
  for (const named of chain) {
    await arrangeGiven(desk, named.exchange);
    const answer = await send(desk.url, named, captures);
    const found = differencesOf(named.exchange, answer, captures);
    captures = found.captures;
    if (named === chain.at(-1)) differences.push(...found.differences);
    else if (answer.status !== named.exchange.response.status) {
      differences.push(`${named.exchange.name}: status ${answer.status}`);
    }
  }
  return differences;
}
