/** Rows as aligned columns with a head; null shows as `-`, a list with commas. */
export function tableText(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  if (rows.length === 0) return 'None.';
  const cells = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Members one a line; those of an object below it, indented. */
export function membersText(value: object, indent = ''): string {
  return Object.entries(value)
    .map(([name, member]) =>
      isObject(member)
        ? `${indent}${name}:\n${membersText(member, `${indent}  `)}`
        : `${indent}${name}: ${cellText(member)}`,
    )
    .join('\n');
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '-';
  // Names come from outside: nothing of them may steer the terminal.
  if (Array.isArray(value) && value.length === 0) return '-';
  return String(Array.isArray(value) ? value.join(',') : value).replaceAll(/\p{C}/gu, '?');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
