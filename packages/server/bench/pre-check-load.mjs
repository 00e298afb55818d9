/** Asks the service manager for pre-checks, from a process of its own. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * What the process is started with, as JSON in a file.
 *
 * @typedef {object} PreCheckLoadOrder
 * @property {number} port
 * @property {number} count
 * @property {number} connections
 * @property {Readonly<Record<string, string>>} headers
 * @property {number} accountCount
 * @property {{ readonly serviceType: string, readonly productId: string }} service
 */

/**
 * One pre-check of a purchase under way on each connection, about the customers in turn. Throws where
 * one does not pass.
 *
 * @param {PreCheckLoadOrder} order
 * @returns {Promise<import('./load.mjs').LoadReport>}
 */
async function run({ port, count, connections, headers, accountCount, service }) {
  let next = 0;
  let refused = '';
  let startedAt = 0;
  let answeredAt = 0;
  const { errors, timeouts, latency } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    amount: count,
    requests: [
      {
        method: 'POST',
        path: '/service-manager/api/Subscriptions/Create',
        setupRequest: (request) => {
          if (next === 0) startedAt = performance.now();
          const index = next;
          next += 1;
          const account = 1 + (index % accountCount);
          const body = JSON.stringify({
            ID: null,
            SubscriptionID: `0a0b0c0d-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
            Name: 'Backup',
            ServiceType: service.serviceType,
            ProductID: service.productId,
            ActionType: 'Provision',
            Quantity: 3 + (index % 40),
            Account: { ID: String(account), Name: `Customer ${account}`, Email: 'it@example.com' },
            AttributeList: { storageGb: { Value: '50', Code: 'storageGb' } },
            Addons: [],
            IsTrial: false,
            RequestedBy: { ID: 1, Type: 'Storefront' },
            CheckOnly: true,
          });
          return { ...request, headers, body };
        },
        onResponse: (status, body) => {
          answeredAt = performance.now();
          if (status !== 200 || !body.includes('"Code":0')) refused = `${status} ${body}`;
        },
      },
    ],
  });
  // It tells of its end at the next full second only.
  const seconds = (answeredAt - startedAt) / 1_000;
  if (refused !== '') throw new Error(`not passed: ${refused}`);
  if (errors + timeouts > 0) throw new Error(`${errors} errors, ${timeouts} timeouts`);
  return { perSecond: count / seconds, p50Ms: latency.p50, p99Ms: latency.p99 };
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify(await run(order)));
