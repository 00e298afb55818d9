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
  const places = placesOf(requirements);
  const shapes = [...places].map(([id, place]) => shapeOf(ids.get(id) ?? '', place));
  const edges = [...requirements].flatMap(([id, needs]) =>
    needs.map((need, index) => {
      const edge = `${ids.get(id) ?? ''}_requirement_${index + 1}`;
      return edgeOf(edge, places.get(need), places.get(id));
    }),
  );
  return {
    name: 'dmndi:DMNDI',
    children: [
      {
        name: 'dmndi:DMNDiagram',
        attributes: { id: 'diagram' },
        children: [...shapes, ...edges],
      },
    ],
  };
}

type Place = { readonly x: number; readonly y: number };

const shapeWidth = 180;
const shapeHeight = 80;

function placesOf(requirements: ReadonlyMap<string, readonly string[]>): Map<string, Place> {
  const levels = levelsOf(requirements);
  const top = Math.max(0, ...levels.values());
  const perLevel = new Map<number, number>();
  const places = new Map<string, Place>();
  for (const id of requirements.keys()) {
    const level = levels.get(id) ?? 0;
    const column = perLevel.get(level) ?? 0;
    perLevel.set(level, column + 1);
    places.set(id, { x: 40 + column * 220, y: 40 + (top - level) * 140 });
  }
  return places;
}

function shapeOf(id: string, { x, y }: Place): XmlOut {
  const size = { width: String(shapeWidth), height: String(shapeHeight) };
  return {
    name: 'dmndi:DMNShape',
    attributes: { id: `shape_${id}`, dmnElementRef: id },
    children: [{ name: 'dc:Bounds', attributes: { x: String(x), y: String(y), ...size } }],
  };
}

/** From the top of what is needed to the foot of what needs it; nothing for other models' elements. */
function edgeOf(id: string, from: Place | undefined, to: Place | undefined): XmlOut | null {
  if (from === undefined || to === undefined) return null;
  const waypoint = (x: number, y: number): XmlOut => ({
    name: 'di:waypoint',
    attributes: { x: String(x), y: String(y) },
  });
  return {
    name: 'dmndi:DMNEdge',
    attributes: { id: `edge_${id}`, dmnElementRef: id },
    children: [
      waypoint(from.x + shapeWidth / 2, from.y),
      waypoint(to.x + shapeWidth / 2, to.y + shapeHeight),
    ],
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
