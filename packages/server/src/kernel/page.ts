/** A part of a list and the cursor of the next part; null at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export const pageSizeDefault = 50;
