/**
 * Plain data as JSON text. A bigint becomes `{"$int": "240"}`, so that it comes back as what it was.
 */
export function toDataText(data: object): string {
  return JSON.stringify(data, (_name, value: unknown) =>
    typeof value === 'bigint' ? { $int: String(value) } : value,
  );
}

/** Reads what {@link toDataText} wrote; nothing from outside is ever stored in this form. */
export function fromDataText<Data extends object>(text: string): Data {
  return JSON.parse(text, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && '$int' in value
      ? BigInt(String(value.$int))
      : value,
  ) as Data;
}
