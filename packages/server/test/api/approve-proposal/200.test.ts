import { afterAll, beforeAll, expect, test } from 'vitest';
import { present } from '../../../src/kernel/assert.ts';
import { ok } from '../../access/rooms.ts';
import { aHold, aLine, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant('demo' as never, {
      settings: { 'limit.secondPersonAbove': '5000' },
      expectedVersion: null,
    }),
  );
});
afterAll(() => api.close());

async function propose(organizationId: string, amount = '9000.00', token = api.tokens.controller) {
  const made = await api.client(token).setCreditLine({
    params: { organizationId },
    body: { currency: 'EUR', limit: eur(amount) },
  });
  return present(made.ok && 'proposal' in made.body ? made.body.proposal : null, 'proposal');
}

test('a second person brings the terms into force, whatever was held meanwhile', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId, changeHash } = await propose(organizationId);
  await aHold(api.client(), organizationId, '10.00');
  const approver = api.client(api.tokens.approver);
  const approved = await approver.approveProposal({ params: { proposalId }, body: { changeHash } });
  expect(approved).toMatchObject({
    status: 200,
    body: {
      proposal: { status: 'approved', decidedBy: expect.stringMatching(/^user:user_/) },
      line: { changed: true, version: 3, headroom: eur('8990.00') },
    },
  });
  const line = await approver.getCreditLine({ params: { organizationId } });
  expect(line).toMatchObject({ body: { terms: { limit: eur('9000.00') } } });
  const read = await approver.getProposal({ params: { proposalId } });
  expect(read.ok && read.body).toEqual(approved.ok && approved.body.proposal);
});

test('a rejected and a withdrawn proposal change nothing', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const first = await propose(organizationId);
  const approver = api.client(api.tokens.approver);
  expect(await approver.rejectProposal({ params: { proposalId: first.proposalId } })).toMatchObject(
    { body: { proposal: { status: 'rejected' } } },
  );
  const second = await propose(organizationId);
  const controller = api.client(api.tokens.controller);
  expect(
    await controller.withdrawProposal({ params: { proposalId: second.proposalId } }),
  ).toMatchObject({ body: { proposal: { status: 'withdrawn' } } });
  const line = await approver.getCreditLine({ params: { organizationId } });
  expect(line).toMatchObject({ body: { version: 1, terms: { limit: eur('1000.00') } } });
});

test('proposals are listed by status and organization', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId } = await propose(organizationId);
  const client = api.client(api.tokens.approver);
  const idsOf = async (query: object) => {
    const list = await client.listProposals({ query });
    return list.ok ? list.body.items.map((item) => item.proposalId) : [];
  };
  expect(await idsOf({ organizationId })).toEqual([proposalId]);
  expect(await idsOf({ organizationId, status: 'pending' })).toEqual([proposalId]);
  expect(await idsOf({ organizationId, status: 'approved' })).toEqual([]);
  expect(await idsOf({ status: 'pending' })).toContain(proposalId);
});
