import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CountSchema,
  closed,
  InstantSchema,
  line,
  NextSchema,
  OrganizationIdSchema,
  pageQuery,
  VersionSchema,
} from './scalars.ts';

const word = (description: string) =>
  Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$', description });

const referenceMembers = {
  source: word('Who gave the id, for example `erp`, `shop` or `interworks`.'),
  kind: word('What the id names there, for example `account` or `number`.'),
  value: line(128, 'The id itself, in the form of its source.'),
};

/** An id that somebody else gave to an organization; unique by source, kind and value. */
export const ReferenceSchema = Type.Object(referenceMembers, closed);
export type NativeReference = Static<typeof ReferenceSchema>;

const NameSchema = line(200, 'The name of the company.');

export const OrganizationSchema = Type.Object({
  organizationId: OrganizationIdSchema,
  name: NameSchema,
  references: Type.Array(ReferenceSchema),
  version: VersionSchema,
  createdAt: InstantSchema,
});
export type NativeOrganization = Static<typeof OrganizationSchema>;

const OrganizationParams = Type.Object({ organizationId: OrganizationIdSchema }, closed);

export const ImportReportSchema = Type.Object({
  created: CountSchema,
  updated: CountSchema,
  unchanged: CountSchema,
  refused: CountSchema,
  rows: Type.Array(
    Type.Object({
      row: Type.Integer({ minimum: 1, description: 'Counts the rows below the column names.' }),
      outcome: Type.Enum(['created', 'updated', 'unchanged', 'refused']),
      organizationId: Type.Union([OrganizationIdSchema, Type.Null()]),
      reason: Type.Union([Type.Object({ code: Type.String(), text: Type.String() }), Type.Null()], {
        description: 'Why the row was refused; nothing of it was written.',
      }),
    }),
  ),
});
export type NativeImportReport = Static<typeof ImportReportSchema>;

const tag = 'Organizations';

export const organizationOperations = {
  listOrganizations: operation({
    method: 'GET',
    path: '/v1/organizations',
    tag,
    summary: 'List organizations',
    query: Type.Object(pageQuery, closed),
    answers: { 200: Type.Object({ items: Type.Array(OrganizationSchema), next: NextSchema }) },
  }),
  findOrganization: operation({
    method: 'GET',
    path: '/v1/organizations/by-reference',
    tag,
    summary: 'Find an organization by an id that somebody else gave it',
    query: Type.Object(referenceMembers, closed),
    hasEtag: true,
    answers: { 200: OrganizationSchema },
  }),
  getOrganization: operation({
    method: 'GET',
    path: '/v1/organizations/{organizationId}',
    tag,
    summary: 'Read an organization',
    params: OrganizationParams,
    hasEtag: true,
    answers: { 200: OrganizationSchema },
  }),
  createOrganization: operation({
    method: 'POST',
    path: '/v1/organizations',
    tag,
    summary: 'Create an organization with its references',
    body: Type.Object(
      {
        name: NameSchema,
        references: Type.Optional(Type.Array(ReferenceSchema, { maxItems: 20 })),
      },
      closed,
    ),
    isKeyed: true,
    hasEtag: true,
    answers: { 201: OrganizationSchema },
  }),
  renameOrganization: operation({
    method: 'PUT',
    path: '/v1/organizations/{organizationId}',
    tag,
    summary: 'Rename an organization',
    params: OrganizationParams,
    body: Type.Object({ name: NameSchema }, closed),
    isKeyed: true,
    condition: 'version',
    hasEtag: true,
    answers: { 200: OrganizationSchema },
  }),
  addReference: operation({
    method: 'POST',
    path: '/v1/organizations/{organizationId}/references',
    tag,
    summary: 'Add a reference to an organization',
    description: 'Adding one that the organization has already changes nothing.',
    params: OrganizationParams,
    body: ReferenceSchema,
    isKeyed: true,
    hasEtag: true,
    answers: { 200: OrganizationSchema },
  }),
  removeReference: operation({
    method: 'DELETE',
    path: '/v1/organizations/{organizationId}/references/{source}/{kind}/{value}',
    tag,
    summary: 'Remove a reference from an organization',
    params: Type.Object({ organizationId: OrganizationIdSchema, ...referenceMembers }, closed),
    hasEtag: true,
    answers: { 200: OrganizationSchema },
  }),
  importOrganizations: operation({
    method: 'POST',
    path: '/v1/organizations/import',
    tag,
    summary: 'Import organizations with references from CSV',
    description:
      'UTF-8, separated by commas or semicolons. The first line names the columns, in any order: ' +
      '`name`, and any of `interworks_account`, `one_client`, `kvk_number`, `erp_number`. A row with ' +
      'a reference that is known renames its organization and adds the others, any other row makes ' +
      'one; a row whose references belong to several is refused. Each row is written wholly or not ' +
      'at all, and the report says what became of it. The same file again changes nothing. At most ' +
      '1 MiB and 10,000 rows; a larger file is refused whole.',
    body: Type.String(),
    bodyType: 'text/csv',
    answers: { 200: ImportReportSchema },
  }),
} as const;
