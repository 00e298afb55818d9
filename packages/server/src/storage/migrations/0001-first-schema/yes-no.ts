/** A column that says yes (1) or no (0). */
export function yesNo(bigint: string, column: string): string {
  return `${column} ${bigint} not null check (${column} in (0, 1))`;
}
