import { type Exchange, oneHeaders, oneSynchronizationSegment, writeJson } from '@aval/wire';
import { tradeCreditExchanges } from '../golden-exchanges.ts';
import { type ReplayPlan, replayExchanges, type Stage } from '../replay-exchanges.ts';
import type { CheckReport, Difference } from '../report.ts';
import { type ClientWorld, preparing, putOf, tripleOf } from './client-world.ts';
import { recorded, recordedClients, type Start } from './recorded-clients.ts';

/**
 * The recorded exchanges of ONE trade credit, each on an organization of our own in the place of the
 * recorded one, with the numbers of this server's feed and times of today.
 */
export function replayRecordings(
  world: ClientWorld,
  { isNew, isWanted, now }: ReplayOptions,
): Promise<readonly CheckReport[]> {
  const plan: ReplayPlan = {
    exchanges: tradeCreditExchanges,
    isWanted,
    reasonAgainst: (exchange) => reasonAgainst(exchange, isNew),
    isFirst: (chain) => startOf(chain)?.state === 'unknown' && chain.some(isOwnPut),
    begin: (chain) => begin(world, chain, now()),
  };
  return replayExchanges(plan);
}

type ReplayOptions = {
  /** Whether the server has never seen the organization. */
  readonly isNew: boolean;
  readonly isWanted: (name: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

function reasonAgainst(exchange: Exchange, isNew: boolean): string | null {
  const { given, after = [], request } = exchange;
  if (given?.startsWith('setting ') === true) return `it needs a server with ${given}`;
  if (given !== undefined || after.some((name) => name.includes('#'))) return needsHold;
  const inherited = after
    .map((name) => tradeCreditExchanges.find((each) => each.name === name))
    .find((each) => each !== undefined && reasonAgainst(each, isNew) !== null);
  if (inherited !== undefined) return reasonAgainst(inherited, isNew);
  if (/startId=5[57]/.test(request.path) && exchange.response.status === 200) {
    return 'it needs rows of other contexts in the feed';
  }
  if (exchange.name === 'feed-no-start-id')
    return 'the first row of a feed belongs to somebody else';
  if (Object.values(request.headers).includes(recorded.otherKey)) {
    return 'it needs a key of a second tenant';
  }
  const hasTime = Object.hasOwn(request.headers, oneHeaders.asOf);
  return hasTime && !isNew ? 'it needs an organization that is new to the server' : null;
}

const needsHold = 'it needs a hold, which this wire cannot place';

/** The recorded organization that a chain speaks of; none where it speaks of the feed alone. */
function startOf(chain: readonly Exchange[]): Start | undefined {
  const text = JSON.stringify(
    chain.map(({ request, response }) => [request, response]),
  ).toLowerCase();
  return recordedClients.find(({ id }) => text.includes(id));
}

function isOwnPut({ request }: Exchange): boolean {
  return request.method === 'PUT' && !request.path.includes('ind%3A');
}

async function begin(
  world: ClientWorld,
  chain: readonly Exchange[],
  now: number,
): Promise<Stage | string> {
  const start = startOf(chain);
  const isTimed = chain.some(({ request }) => Object.hasOwn(request.headers, oneHeaders.asOf));
  const isUnwritten = start?.state === 'unknown' && !chain.some(isOwnPut);
  const clientId = isTimed || isUnwritten ? world.freshId('org') : world.clientId;
  const shiftMs = now - recorded.noon;
  const asOf = isTimed ? new Date(recorded.figuresAt + shiftMs).toISOString() : null;
  const problem = await arrange(world, chain, { clientId, start, asOf });
  if (problem !== null) return problem;

  const usesFeed = chain.some(({ request }) => request.path.includes(oneSynchronizationSegment));
  const end = usesFeed ? await world.feedEnd() : recorded.feedEnd;
  if (typeof end !== 'bigint') return `the end of the feed cannot be found (${textOf(end)})`;
  return {
    translate: (exchange) =>
      translate(exchange, { world, clientId, start, shiftMs, rowsMore: end - recorded.feedEnd }),
    send: ({ request: { method, path, headers, body } }) => {
      const known = { accept: null, [oneHeaders.tenant]: null, [oneHeaders.apiKey]: null };
      return world.call({
        method: method as 'GET',
        path,
        headers: { ...known, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : writeJson(body) }),
      });
    },
    isDisturbed: async () => {
      const rows = usesFeed ? await world.readOn(end) : null;
      return rows !== null && 'rows' in rows && rows.rows.some((row) => !world.isOwn(row.clientId));
    },
  };
}

type Arrangement = {
  readonly clientId: string;
  readonly start: Start | undefined;
  readonly asOf: string | null;
};

async function arrange(
  world: ClientWorld,
  chain: readonly Exchange[],
  { clientId, start, asOf }: Arrangement,
): Promise<string | null> {
  const segment = encodeURIComponent(clientId);
  if (start === undefined || start.state === 'unknown') return null;
  const isClosed = start.state === 'closed';
  const triple = start.state === 'closed' ? tripleOf(100, 0) : start.state;
  // The recorded feed ends with a change of this very organization.
  const needsRow = chain.some(({ request }) => request.path.includes('startId=59'));
  if (needsRow) {
    const problem = await preparing(world.put(tripleOf(1, 0), segment));
    if (problem !== null) return problem;
  }
  const headers = asOf === null ? {} : { [oneHeaders.asOf]: asOf };
  const problem = await preparing(world.call(putOf(segment, writeJson(triple), headers)));
  if (problem !== null || !isClosed) return problem;
  return preparing(world.remove(segment));
}

type Translation = {
  readonly world: ClientWorld;
  readonly clientId: string;
  readonly start: Start | undefined;
  readonly shiftMs: number;
  readonly rowsMore: bigint;
};

/** The same exchange in the words of this server; its spelling of ids, numbers and times stays. */
function translate(exchange: Exchange, of: Translation): Exchange {
  const { world, clientId, start } = of;
  const names = new Map([
    ['{tenant}', world.tenant],
    ['{apiKey}', world.apiKey],
    [recorded.tenant, world.tenant],
    [recorded.apiKey, world.apiKey],
    [recorded.otherTenant, `${world.tenant}-other`],
  ]);
  const id = clientId.slice(clientId.indexOf(':') + 1);
  const text = JSON.stringify(exchange);
  const renamed =
    start === undefined
      ? text
      : text.replaceAll(start.id, id).replaceAll(start.id.toUpperCase(), id.toUpperCase());
  const { request, response, ...rest } = JSON.parse(renamed) as Exchange;
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    name === oneHeaders.asOf
      ? new Date(Date.parse(value) + of.shiftMs).toISOString()
      : (names.get(value) ?? value),
  ]);
  const moved = (number: string) => String(BigInt(number) + of.rowsMore);
  const path = request.path.replace(
    /startId=(59|60|1000)$/,
    (_, number: string) => `startId=${moved(number)}`,
  );
  return {
    ...rest,
    request: { ...request, path, headers: Object.fromEntries(headers) },
    response: withNextId(response, moved),
  };
}

function withNextId(
  response: Exchange['response'],
  moved: (number: string) => string,
): Exchange['response'] {
  const { body } = response;
  if (typeof body !== 'object' || body === null || !('nextId' in body)) return response;
  return { ...response, body: { ...body, nextId: Number(moved(String(body['nextId']))) } };
}

function textOf({ call, path, reason }: Difference): string {
  return `${call} ${path}: ${reason}`;
}
