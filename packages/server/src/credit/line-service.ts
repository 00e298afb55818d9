import { assert } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { Ids, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { UnitKey } from '../kernel/unit-of-work.ts';
import { answerOf, type CreditAnswer } from './answer.ts';
import { basisOf } from './change-line.ts';
import type { CreditCommand, Expected } from './commands.ts';
import type { CreditLine, LineTerms } from './credit-line.ts';
import type { CreditCall } from './hold-service.ts';
import type { CreditReader, Ledger } from './ports.ts';
import type { Proposal } from './proposal.ts';
import type { ProposalRefusal } from './proposal-refusals.ts';
import type { ProposalService } from './proposal-service.ts';

export type SetTerms = {
  readonly organizationId: OrganizationId;
  readonly currency: Currency;
  /** The whole of the terms. */
  readonly terms: LineTerms;
  readonly expected: Expected;
  readonly reason: string | null;
};

export type PostFigures = {
  readonly organizationId: OrganizationId;
  readonly currency: Currency;
  readonly usedMinor: bigint;
  readonly limitMinor: bigint | null;
  readonly availableMinor: bigint | null;
  readonly asOf: Instant | null;
  readonly expected: Expected;
  readonly mayOpen: boolean;
  /** References of captures that the figure contains. */
  readonly captures: readonly string[];
};

type Proposed = {
  readonly kind: 'proposed';
  readonly repeated: boolean;
  readonly proposal: Proposal;
};
type NotProposed = { readonly kind: 'not_proposed'; readonly refusal: ProposalRefusal };

export type FiguresAnswer =
  | Exclude<CreditAnswer, { kind: 'done' }>
  | (Extract<CreditAnswer, { kind: 'done' }> & {
      readonly seenReferences: readonly string[];
      /** What waits for a second person where the limit needs one; the rest was applied. */
      readonly proposal: Proposal | null;
    });

export type LineService = {
  readonly setTerms: (
    call: CreditCall,
    request: SetTerms,
  ) => Promise<CreditAnswer | Proposed | NotProposed>;
  readonly close: (
    call: CreditCall,
    request: { readonly organizationId: OrganizationId; readonly expected: Expected },
  ) => Promise<CreditAnswer>;
  readonly setStop: (
    call: CreditCall,
    request: {
      readonly organizationId: OrganizationId;
      readonly stopped: boolean;
      readonly reason: string;
    },
  ) => Promise<CreditAnswer>;
  /** Books the figures first, then takes the captures as seen: between the two they count twice. */
  readonly postFigures: (call: CreditCall, request: PostFigures) => Promise<FiguresAnswer>;
};

type LineDeps = {
  readonly ledger: Ledger;
  readonly reader: Pick<CreditReader, 'levels' | 'unseenCaptures'>;
  readonly proposals: Pick<ProposalService, 'propose' | 'takeBack'>;
  readonly ids: Ids;
};

/** What is agreed on a line, its stop, and what the ERP says is used. */
export function createLineService({ ledger, reader, proposals, ids }: LineDeps): LineService {
  const commit = async (call: CreditCall, command: Body) => {
    const { tenantId, origin, policy, key, deadlineAt } = call;
    const credit = [{ ...command, origin, policy }];
    return answerOf(await ledger.commit({ tenantId, key, credit, rows: noRows, deadlineAt }));
  };

  const propose = async (
    call: CreditCall,
    { organizationId, currency, terms, reason }: Omit<SetTerms, 'expected'>,
    before: CreditLine | null,
    replacesThatOfKeys = false,
  ) => {
    const isOpen = before !== null && before.status === 'open';
    const change = { currency, terms, basis: isOpen ? basisOf(before) : null };
    const baseVersion = before?.version ?? 0n;
    const request = { organizationId, change, baseVersion, reason, replacesThatOfKeys };
    return proposals.propose(call, request);
  };

  const lineOf = async (tenantId: TenantId, organizationId: OrganizationId) =>
    (await reader.levels(tenantId, organizationId))?.[0] ?? null;

  return {
    setTerms: async (call, request) => {
      // Read first: a change made after this voids the proposal that may come of it.
      const before = await lineOf(call.tenantId, request.organizationId);
      const lineId = ids.next('line');
      const answer = await commit(call, { type: 'setLine', lineId, approved: false, ...request });
      if (answer.kind !== 'refused') return answer;
      if (answer.reasons[0].code !== 'credit.second_person_needed') return answer;
      const made = await propose(call, request, before);
      if (made.kind === 'done') return { ...made, kind: 'proposed' };
      return made.kind === 'refused' ? { kind: 'not_proposed', refusal: made.refusal } : made;
    },

    close: (call, request) => commit(call, { type: 'closeLine', reason: null, ...request }),

    setStop: (call, { stopped, ...request }) =>
      commit(call, { type: stopped ? 'stopLine' : 'resumeLine', ...request }),

    postFigures: async (call, { captures, ...figures }) => {
      const before = await lineOf(call.tenantId, figures.organizationId);
      const lineId = ids.next('line');
      const answer = await commit(call, { type: 'postErpFigures', lineId, ...figures });
      if (answer.kind !== 'done') return answer;
      const { result } = answer;
      const seenReferences =
        result.stale || captures.length === 0
          ? []
          : await see(call, figures.organizationId, captures);
      if (!result.limitWaits || figures.limitMinor === null) {
        if (!result.stale && figures.limitMinor !== null && mayPropose(call)) {
          await proposals.takeBack(call, figures.organizationId);
        }
        return { ...answer, seenReferences, proposal: null };
      }
      const terms = termsWithLimit(before, figures.limitMinor);
      const { organizationId, currency } = figures;
      const request = { organizationId, currency, terms, reason: null };
      const made = await propose(call, request, before, true);
      return { ...answer, seenReferences, proposal: made.kind === 'done' ? made.proposal : null };
    },
  };

  async function see(
    call: CreditCall,
    organizationId: OrganizationId,
    references: readonly string[],
  ): Promise<readonly string[]> {
    const { tenantId, origin, policy, deadlineAt } = call;
    const captures = await reader.unseenCaptures(tenantId, organizationId, references);
    const captureIds = captures.map(({ captureId }) => captureId);
    const found = [...new Set(captures.map(({ reference }) => reference ?? ''))].sort();
    const command = { type: 'seeCaptures', origin, policy, organizationId, captureIds } as const;
    const outcome = await ledger.commit({
      tenantId,
      key: captureKey(call.key),
      deadlineAt,
      memo: JSON.stringify(found),
      credit: captureIds.length === 0 ? [] : [{ ...command, named: true }],
      rows: noRows,
    });
    assert(outcome.kind === 'done', 'captures of the line that was posted to');
    return JSON.parse(outcome.memo ?? '[]') as readonly string[];
  }
}

/** Whether a raise of anybody has to wait for a second person. */
function mayPropose({ policy }: CreditCall): boolean {
  return policy.secondPersonAboveMinor !== null;
}

const noRows = Object.freeze({ ifDone: [], ifRefused: [] });

type Without<Command, Names extends string> = Command extends unknown
  ? Omit<Command, Names>
  : never;
type Body = Without<CreditCommand, 'origin' | 'policy'>;

function captureKey(key: UnitKey | null): UnitKey | null {
  return key === null ? null : { ...key, scope: `${key.scope}/captures` };
}

/** An ERP's figures speak of the limit alone; the other terms stay. */
function termsWithLimit(line: CreditLine | null, limitMinor: bigint): LineTerms {
  return {
    limitMinor,
    unlimited: false,
    toleranceBasisPoints: line?.toleranceBasisPoints ?? null,
    toleranceMinor: line?.toleranceMinor ?? null,
    temporaryLimits: line?.temporaryLimits ?? [],
    parentLineId: line?.parentLineId ?? null,
  };
}
