import { afterAll, beforeAll, expect, test } from 'vitest';
import { present } from '../../../src/kernel/assert.ts';
import { demo, ok } from '../../access/rooms.ts';
import { aLine, eur } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant(demo, {
      settings: { 'limit.secondPersonAbove': '5000' },
      expectedVersion: null,
    }),
  );
});
afterAll(() => api.close());

async function propose(organizationId: string, token: string) {
  const made = await api.client(token).setCreditLine({
    params: { organizationId },
    body: { currency: 'EUR', limit: eur('9000.00') },
  });
  return present(made.ok && 'proposal' in made.body ? made.body.proposal : null, 'proposal');
}

function approve(token: string, proposalId: string, changeHash: string) {
  return api.client(token).approveProposal({ params: { proposalId }, body: { changeHash } });
}

test('nobody approves or rejects his own, and nobody withdraws another one', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { both, controller } = api.tokens;
  const { proposalId, changeHash } = await propose(organizationId, both);
  const before = await dumpOf(api);
  const own = { status: 403, problem: { code: 'credit.proposal_own' } };
  expect(await approve(both, proposalId, changeHash)).toMatchObject(own);
  const params = { proposalId };
  expect(await api.client(both).rejectProposal({ params })).toMatchObject(own);
  expect(await api.client(controller).withdrawProposal({ params })).toMatchObject({
    status: 403,
    problem: { code: 'credit.proposal_not_own' },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('the database itself holds that the approver is another person', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId, proposedBy } = await propose(organizationId, api.tokens.both);
  const decide = (by: string) =>
    api.rooms.storage.commit({
      tenantId: demo,
      key: null,
      credit: [],
      deadlineAt: null,
      rows: {
        ifRefused: [],
        ifDone: [
          {
            op: 'update',
            table: 'proposal',
            set: { status: 'approved', decided_by: by, decided_at_us: 1n, version: 2n },
            where: { tenant_id: demo, proposal_id: proposalId },
          },
        ],
      },
    });
  await expect(decide(proposedBy)).rejects.toThrow();
  await expect(decide('key:cred_1')).rejects.toThrow();
  expect(await decide('user:user_someone_else')).toMatchObject({ kind: 'done' });
});

test('an approval names the change that was looked at', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId } = await propose(organizationId, api.tokens.controller);
  expect(await approve(api.tokens.approver, proposalId, 'f'.repeat(64))).toMatchObject({
    status: 409,
    problem: { code: 'credit.proposal_other_change' },
  });
});

test.each<readonly [string, (organizationId: string) => Promise<unknown>]>([
  [
    'another limit',
    (organizationId) =>
      api.client().setCreditLine({
        params: { organizationId },
        body: { currency: 'EUR', limit: eur('900.00') },
      }),
  ],
  [
    'a stop',
    (organizationId) =>
      api.client().stopCreditLine({ params: { organizationId }, body: { reason: 'overdue' } }),
  ],
  ['a closing', (organizationId) => api.client().closeCreditLine({ params: { organizationId } })],
  [
    'a limit from the ERP',
    (organizationId) =>
      api.client().postErpFigures({
        params: { organizationId },
        body: { used: eur('1.00'), limit: eur('800.00') },
      }),
  ],
])('%s in between voids the proposal for good', async (_name, change) => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId, changeHash } = await propose(organizationId, api.tokens.controller);
  await change(organizationId);
  const line = await api.client().getCreditLine({ params: { organizationId } });
  expect(await approve(api.tokens.approver, proposalId, changeHash)).toMatchObject({
    status: 409,
    problem: { code: 'credit.proposal_voided', outcome: 'none' },
  });
  const after = await api.client().getCreditLine({ params: { organizationId } });
  expect(after).toEqual(line);
  expect(await api.client().getProposal({ params: { proposalId } })).toMatchObject({
    body: { status: 'voided' },
  });
  expect(await approve(api.tokens.approver, proposalId, changeHash)).toMatchObject({
    status: 409,
    problem: { code: 'credit.proposal_decided' },
  });
});

test('a proposal is decided once, however many decide at the same time', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const { proposalId, changeHash } = await propose(organizationId, api.tokens.controller);
  const { approver, both } = api.tokens;
  const params = { proposalId };
  const answers = await Promise.all([
    approve(approver, proposalId, changeHash),
    approve(both, proposalId, changeHash),
    api.client(approver).rejectProposal({ params }),
    api.client(both).rejectProposal({ params }),
  ]);
  expect(answers.filter(({ ok: isOk }) => isOk).length).toBe(1);
  const line = await api.client().getCreditLine({ params: { organizationId } });
  const proposal = await api.client().getProposal({ params });
  const isApproved = proposal.ok && proposal.body.status === 'approved';
  expect(line).toMatchObject({
    body: { terms: { limit: eur(isApproved ? '9000.00' : '1000.00') } },
  });
});
