import type { LineId } from '../kernel/ids.ts';
import type { LinePosition } from './decision.ts';

/** Where the lines stood when the rules read them, as JSON. */
export function writePosition(lines: readonly LinePosition[]): string {
  return JSON.stringify(lines.map(({ lineId, version }) => [lineId, String(version)]));
}

export function readPosition(text: string): readonly LinePosition[] {
  const pairs = JSON.parse(text) as readonly (readonly [string, string])[];
  return pairs.map(([lineId, version]) => ({
    lineId: lineId as LineId,
    version: BigInt(version),
  }));
}
