import { type Static, Type } from 'typebox';
import { InstantSchema, OrganizationIdSchema, ProposalIdSchema, VersionSchema } from './scalars.ts';
import { CreditTermsSchema } from './terms.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);

/** A change of a line's terms that waits for a second person, or what became of it. */
export const ProposalSchema = Type.Object({
  proposalId: ProposalIdSchema,
  organizationId: OrganizationIdSchema,
  status: Type.Enum(['pending', 'approved', 'rejected', 'withdrawn', 'voided']),
  terms: CreditTermsSchema,
  baseVersion: Type.Integer({
    minimum: 0,
    description: 'Version of the line that the proposal was made for; 0: there was none.',
  }),
  changeHash: Type.String({ description: 'SHA-256 of the change; an approval names it.' }),
  reason: textOrNull,
  proposedBy: Type.String(),
  proposedAt: InstantSchema,
  decidedBy: textOrNull,
  decidedAt: Type.Union([InstantSchema, Type.Null()]),
  version: VersionSchema,
});
export type NativeProposal = Static<typeof ProposalSchema>;
