import type { XmlOut } from '../xml/xml-writer.ts';
import type { Model } from './model.ts';

/**
 * A picture of the graph for modellers: inputs at the bottom, each decision above what it needs.
 * Services are left out, as their frames would need a layout of their own.
 */
export function layoutOf(model: Model, ids: ReadonlyMap<string, string>): XmlOut {
  const requirements = new Map<string, readonly string[]>();
  for (const { id } of model.inputs) requirements.set(id, []);
  for (const { id, requires } of [...model.functions, ...model.decisions]) {
    requirements.set(
      id,
      requires.map(({ ref }) => ref),
    );
  }
  const levels = levelsOf(requirements);
  const top = Math.max(0, ...levels.values());
  const perLevel = new Map<number, number>();
  const shapes = [...requirements.keys()].map((id): XmlOut => {
    const level = levels.get(id) ?? 0;
    const column = perLevel.get(level) ?? 0;
    perLevel.set(level, column + 1);
    return {
      name: 'dmndi:DMNShape',
      attributes: { id: `shape_${ids.get(id) ?? ''}`, dmnElementRef: ids.get(id) ?? '' },
      children: [
        {
          name: 'dc:Bounds',
          attributes: {
            x: String(40 + column * 220),
            y: String(40 + (top - level) * 140),
            width: '180',
            height: '80',
          },
        },
      ],
    };
  });
  return {
    name: 'dmndi:DMNDI',
    children: [{ name: 'dmndi:DMNDiagram', attributes: { id: 'diagram' }, children: shapes }],
  };
}

/** Longest way down to an input; rounds are bounded, so a circle does no harm. */
function levelsOf(requirements: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const levels = new Map([...requirements.keys()].map((id) => [id, 0]));
  for (let round = 0; round < Math.min(requirements.size, 50); round += 1) {
    for (const [id, needs] of requirements) {
      const below = needs.map((need) => (levels.get(need) ?? -1) + 1);
      levels.set(id, Math.min(Math.max(0, ...below), requirements.size));
    }
  }
  return levels;
}
