import type { TenantId } from '../../kernel/ids.ts';
import { type Page, pageSizeDefault } from '../../kernel/page.ts';
import { type Answered, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';

type PageQuery = { readonly limit?: number; readonly cursor?: string };
type PageAfter = { readonly after: string | null; readonly limit: number };

/** Answers a page of a tenant's list, with a cursor that is good for this list alone. */
export async function answerPage<Item, Shown>(
  cursors: Cursors,
  list: { readonly tenantId: TenantId; readonly name: string; readonly query: PageQuery },
  read: (tenantId: TenantId, page: PageAfter) => Promise<Page<Item>>,
  show: (item: Item) => Shown,
): Promise<Answered<{ items: Shown[]; next: string | null }>> {
  const { limit = pageSizeDefault, cursor } = list.query;
  const name = `${list.tenantId} ${list.name}`;
  const after = cursor === undefined ? null : cursors.read(name, cursor);
  const page = await read(list.tenantId, { after, limit });
  const next = page.next === null ? null : cursors.write(name, page.next);
  return ok({ items: page.items.map(show), next });
}
