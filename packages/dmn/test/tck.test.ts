import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Model } from '../src/model/model.ts';
import { readDmnXml } from '../src/model/read-dmn-xml.ts';
import { readModelJson } from '../src/model/read-model-json.ts';
import { writeDmnXml } from '../src/model/write-dmn-xml.ts';
import floor from './tck/floor.json' with { type: 'json' };
import { tableOf, tallyOf } from './tck/report.ts';
import { runKit } from './tck/run-kit.ts';

// The conformance kit is third-party data beside the project and never part of it.
const kit = join(import.meta.dirname, '../../../../shared/tck');
const isHere = existsSync(kit);
const note = isHere ? '' : ' (skipped: the conformance kit is not at ../shared/tck)';

for (const [level, least] of Object.entries(floor)) {
  test.skipIf(!isHere)(
    `of ${level} at least ${least.passed} of ${least.of} results are right${note}`,
    () => {
      const outcomes = runKit(join(kit, level));
      const { passed, failed, leftOut } = tallyOf(outcomes);
      console.log(tableOf(level, outcomes));
      // Fewer cases run would be a share of something else.
      expect(passed + failed).toBe(least.of);
      expect(leftOut).toBe(least.leftOut);
      // Right answers are only ever added: who makes more of them raises the floor.
      expect(passed).toBe(least.passed);
    },
  );
}

test.skipIf(!isHere)(`every model of the kit survives the way out and back${note}`, () => {
  const versions = { '1.3': 0, '1.5': 0 };
  for (const level of Object.keys(floor)) {
    for (const file of modelFiles(join(kit, level))) {
      const model = readDmnXml(readFileSync(file, 'utf8'));
      expect(readModelJson(JSON.parse(JSON.stringify(model)))).toEqual(model);
      for (const version of ['1.3', '1.5'] as const) {
        const written = writeDmnXml(model, version);
        if (!written.ok) continue;
        expect(withoutIds(readDmnXml(written.xml)), file).toEqual(withoutIds(model));
        versions[version] += 1;
      }
    }
  }
  // Five models use boxes that came after DMN 1.3.
  expect(versions).toEqual({ '1.3': 145, '1.5': 150 });
});

function modelFiles(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((suite) =>
    readdirSync(join(folder, suite))
      .filter((name) => name.endsWith('.dmn'))
      .map((name) => join(folder, suite, name)),
  );
}

/** Ids are made fit for XML on the way out, and requirements put in the schema's order. */
function withoutIds(model: Model): unknown {
  return JSON.parse(
    JSON.stringify(model, (key, value: unknown) => {
      if (key === 'id' || key === 'ref') return undefined;
      if (key !== 'requires' || !Array.isArray(value)) return value;
      return (value as readonly { readonly kind: string }[]).map(({ kind }) => kind).sort();
    }),
  );
}
