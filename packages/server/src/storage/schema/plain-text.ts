/**
 * The text of plain data with bigints: JSON in which `#12` is the bigint 12 and a string that starts
 * with `#` gets one more. Used for stored outcomes, line states and other JSON columns.
 */
export function toPlainText(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member === 'bigint') return `#${member}`;
    return typeof member === 'string' && member.startsWith('#') ? `#${member}` : member;
  });
}

/** Reads what {@link toPlainText} wrote. The caller names the shape that it wrote. */
export function fromPlainText<Shape>(text: string): Shape {
  return JSON.parse(text, (_name, member: unknown) => {
    if (typeof member !== 'string' || !member.startsWith('#')) return member;
    return member.startsWith('##') ? member.slice(1) : BigInt(member.slice(1));
  }) as Shape;
}
