import {
  type Compilable,
  type CompiledQuery,
  createQueryId,
  OperationNodeTransformer,
  ValueNode,
} from 'kysely';
import { Defect } from '../../kernel/assert.ts';
import { directRunOf, type Reads } from './reads.ts';

/**
 * A read whose statement is made once: making it anew costs several times as much as the read. The
 * values that `build` is given stand for those of each call; it may do nothing with them but compare
 * columns with them.
 */
export function prepareRead<Row, Name extends string>(
  db: Reads,
  names: readonly Name[],
  build: (values: Readonly<Record<Name, string>>) => Compilable<Row>,
): (values: Readonly<Record<Name, string>>) => Promise<Rows<Row>> {
  let prepared: Prepared<Name> | null = null;
  const run = directRunOf(db);
  return async (values) => {
    // When it is first asked for: nobody waits for its statement before the server answers.
    prepared ??= prepare(db, names, build);
    const { compiled, places } = prepared;
    const parameters = places.map((name) => values[name]);
    if (run !== null) return run(compiled.sql, parameters) as Rows<Row> | Promise<Rows<Row>>;
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}

type Rows<Row> = readonly Row[];

type Prepared<Name> = {
  readonly compiled: CompiledQuery;
  /** The value that stands at each parameter. */
  readonly places: readonly Name[];
};

function prepare<Name extends string>(
  db: Reads,
  names: readonly Name[],
  build: (values: Readonly<Record<Name, string>>) => Compilable,
): Prepared<Name> {
  const markOf = (name: Name) => `:${name}`;
  const marks = Object.fromEntries(names.map((name) => [name, markOf(name)]));
  const { query } = build(marks as Record<Name, string>).compile();
  const written = new WithConstants(new Set(Object.values(marks))).transformNode(query);
  const compiled = db.getExecutor().compileQuery(written, createQueryId());
  const places = compiled.parameters.map((parameter) => {
    const name = names.find((one) => markOf(one) === parameter);
    if (name === undefined) throw new Defect('a prepared read has a parameter without a name');
    return name;
  });
  return { compiled, places };
}

/**
 * Writes the constants of a statement into its text. As parameters they may be a part of SQLite's plan
 * (compared with the condition of a partial index), and then it makes the plan anew for each call.
 */
class WithConstants extends OperationNodeTransformer {
  readonly #marks: ReadonlySet<unknown>;

  constructor(marks: ReadonlySet<unknown>) {
    super();
    this.#marks = marks;
  }

  protected override transformValue(node: ValueNode): ValueNode {
    return this.#marks.has(node.value) ? node : ValueNode.createImmediate(node.value);
  }
}
