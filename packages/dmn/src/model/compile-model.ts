import { makeFunction } from '../feel/compile-structure.ts';
import { createScope, type Frame, type Scope } from '../feel/scope.ts';
import { anyType, coerce, fitterFor, resolved, type Type } from '../types/type.ts';
import type { FunctionValue, Value } from '../value/value.ts';
import { compileBoxed, compileFunctionBoxed } from './compile-boxed.ts';
import type { DecisionNode, FunctionNode, Model, Requirement, ServiceNode } from './model.ts';
import { findCircles } from './requirement-circles.ts';
import { createRooms, type Room } from './rooms.ts';
import type { ModelProblem } from './text-compiler.ts';

/**
 * The values of one evaluation, by node; a slot without one has not been worked out yet. A decision
 * reads what it requires where it stands, so a run is also the frame of its decisions.
 */
export type Run = Frame;

/** A run of so many nodes, none of them worked out. */
export function createRun(size: number): Run {
  return { slots: new Array<Value>(size), up: null };
}

/** An element of the graph, ready to run. */
export type GraphNode = {
  readonly kind: 'input' | 'decision' | 'function' | 'service';
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly index: number;
  readonly type: Type;
  /** Nodes that this one needs; filled in when all nodes are known. */
  readonly requires: GraphNode[];
  compute: (run: Run) => Value;
};

export type CompiledModel = {
  readonly model: Model;
  readonly nodes: readonly GraphNode[];
  /** What cannot work; the standard's entrance runs all the same, ours refuses. */
  readonly problems: readonly ModelProblem[];
  /** What elements require and never use. */
  readonly unused: readonly UnusedRequirement[];
};

export type UnusedRequirement = { readonly element: string; readonly name: string };

export type CompileModelOptions = {
  /** Models that this one imports, and those that they import. */
  readonly imports?: readonly Model[];
  /** Results of decision tables when no rule matches, by the decision's name. */
  readonly onNoMatch?: ReadonlyMap<string, Value>;
};

/** Compiles a model once, for any number of evaluations. Never throws for what a model says. */
export function compileModel(model: Model, options: CompileModelOptions = {}): CompiledModel {
  const models = [model, ...(options.imports ?? [])];
  const problems: ModelProblem[] = [];
  const report = (problem: ModelProblem): void => {
    if (problems.length < problemsMax) problems.push(problem);
  };
  const rooms = createRooms(models, report);
  const nodes = new Map<string, GraphNode>();
  const unused: UnusedRequirement[] = [];
  for (const room of rooms.values()) addNodes(nodes, room);
  for (const room of rooms.values()) {
    const onNoMatch = room.model === model ? options.onNoMatch : undefined;
    for (const decision of room.model.decisions)
      linkDecision(decision, { room, nodes, unused, onNoMatch });
    for (const definition of room.model.functions)
      linkFunction(definition, { room, nodes, unused });
    for (const service of room.model.services) linkService(service, { room, nodes, unused });
  }
  for (const name of findCircles([...nodes.values()])) {
    report({ code: 'circular_requirement', where: name, detail: name, at: null });
  }
  return { model, nodes: [...nodes.values()], problems, unused };
}

/** Works a node out, once per run. */
export function valueOfNode(node: GraphNode, run: Run): Value {
  const known = run.slots[node.index];
  if (known !== undefined) return known;
  // A circle, reported when compiling, meets this null instead of going round for ever.
  run.slots[node.index] = null;
  const value = node.compute(run);
  run.slots[node.index] = value;
  return value;
}

const problemsMax = 500;

type Linking = {
  readonly room: Room;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly unused: UnusedRequirement[];
};

function addNodes(nodes: Map<string, GraphNode>, { model, compiler }: Room): void {
  const groups = [
    ['input', model.inputs],
    ['decision', model.decisions],
    ['function', model.functions],
    ['service', model.services],
  ] as const;
  for (const [kind, group] of groups) {
    for (const { id, name, typeRef } of group) {
      const key = `${model.namespace}#${id}`;
      const type = compiler.type(typeRef, name) ?? anyType;
      const index = nodes.size;
      const { namespace } = model;
      nodes.set(key, {
        kind,
        key,
        name,
        namespace,
        index,
        type,
        requires: [],
        compute: () => null,
      });
    }
  }
}

function keyOf(reference: string, model: Model): string {
  return reference.includes('#') ? reference : `${model.namespace}#${reference}`;
}

function nodeFor(reference: string, where: string, { room, nodes }: Linking): GraphNode | null {
  const node = nodes.get(keyOf(reference, room.model)) ?? null;
  if (node === null) {
    room.compiler.report({ code: 'unknown_reference', where, detail: reference, at: null });
  }
  return node;
}

type Requirements = {
  readonly scope: Scope;
  readonly slots: (run: Run) => Value[];
  /** What is required, in order; `null` when some of it comes through an import. */
  readonly direct: ReadonlyMap<string, GraphNode> | null;
};

/** The names that an element sees: what it requires; things of other models behind their import. */
function requirementsOf(
  requirements: readonly Requirement[],
  own: GraphNode,
  linking: Linking,
): Requirements {
  const names: string[] = [];
  const getters: ((run: Run) => Value)[] = [];
  const direct = new Map<string, GraphNode>();
  const imported = new Map<string, GraphNode[]>();
  for (const { ref } of requirements) {
    const node = nodeFor(ref, own.name, linking);
    if (node === null) continue;
    if (own.kind === 'function' && !isCallable(node)) {
      // A function is made once and for all: what it kept of one case would show in the next.
      const detail = `${own.name} cannot require ${node.name}`;
      linking.room.compiler.report({
        code: 'unknown_reference',
        where: own.name,
        detail,
        at: null,
      });
      continue;
    }
    own.requires.push(node);
    const through = importOf(node, linking.room.model);
    if (through === '') {
      if (names.includes(node.name)) continue;
      names.push(node.name);
      direct.set(node.name, node);
      getters.push((run) => valueOfNode(node, run));
    } else {
      imported.set(through, [...(imported.get(through) ?? []), node]);
    }
  }
  for (const [name, nodes] of imported) {
    names.push(name);
    getters.push((run) => ({
      kind: 'context',
      entries: new Map(nodes.map((node) => [node.name, valueOfNode(node, run)])),
    }));
  }
  return {
    scope: createScope(names, null),
    slots: (run) => {
      const values: Value[] = [];
      for (const getter of getters) values.push(getter(run));
      return values;
    },
    direct: imported.size === 0 ? direct : null,
  };
}

function isCallable(node: GraphNode): boolean {
  return node.kind === 'function' || node.kind === 'service';
}

function importOf(node: GraphNode, model: Model): string {
  if (node.namespace === model.namespace) return '';
  return model.imports.find(({ namespace }) => namespace === node.namespace)?.name ?? '';
}

function linkDecision(
  decision: DecisionNode,
  linking: Linking & { readonly onNoMatch: ReadonlyMap<string, Value> | undefined },
): void {
  const { room, nodes, onNoMatch } = linking;
  const node = nodes.get(`${room.model.namespace}#${decision.id}`);
  if (node === undefined) return;
  const { scope, slots, direct } = requirementsOf(decision.requires, node, linking);
  for (const [name, { index }] of direct ?? []) scope.names.set(name, index);
  const code = compileBoxed(decision.expression, scope, {
    compiler: room.compiler,
    where: decision.name,
    onNoMatch: onNoMatch?.get(decision.name),
  });
  for (const name of scope.names.keys()) {
    if (!scope.used.has(name)) linking.unused.push({ element: node.name, name });
  }
  const fit = fitterFor(node.type);
  if (direct === null) {
    node.compute = (run) => fit(code({ slots: slots(run), up: null })) ?? null;
    return;
  }
  const required = [...direct.values()];
  node.compute = (run) => {
    for (const need of required) if (run.slots[need.index] === undefined) valueOfNode(need, run);
    return fit(code(run)) ?? null;
  };
}

function linkFunction(definition: FunctionNode, linking: Linking): void {
  const { room, nodes } = linking;
  const node = nodes.get(`${room.model.namespace}#${definition.id}`);
  if (node === undefined || definition.logic === null) return;
  const { scope, slots } = requirementsOf(definition.requires, node, linking);
  if (!scope.names.has(node.name)) scope.names.set(node.name, scope.names.size);
  const make = compileFunctionBoxed(definition.logic, scope, {
    compiler: room.compiler,
    where: definition.name,
  });
  let made: FunctionValue | null = null;
  // A function depends on functions alone, so one serves for every run. It may call itself.
  node.compute = (run) => {
    if (made === null) {
      const frame = { slots: slots(run), up: null };
      made = withResult(make(frame, node.name), node.type);
      frame.slots.push(made);
    }
    return made;
  };
}

/** The variable of a function declares the function's type, or its result's. */
function withResult(value: FunctionValue, type: Type): FunctionValue {
  const plain = resolved(type);
  const result = plain.kind === 'function' ? plain.result : type;
  if (result.kind === 'any') return value;
  return { ...value, call: (args) => coerce(value.call(args), result) ?? null };
}

function linkService(service: ServiceNode, linking: Linking): void {
  const { room, nodes } = linking;
  const node = nodes.get(`${room.model.namespace}#${service.id}`);
  if (node === undefined) return;
  const find = (references: readonly string[]): readonly GraphNode[] =>
    references
      .map((reference) => nodeFor(reference, service.name, linking))
      .filter((found) => found !== null);
  const parameters = [...find(service.inputData), ...find(service.inputDecisions)];
  const outputs = find(service.outputs);
  const call = (slots: readonly Value[]): Value => {
    const run = createRun(0);
    parameters.forEach((parameter, index) => {
      run.slots[parameter.index] = slots[index] ?? null;
    });
    const [only] = outputs;
    if (outputs.length === 1 && only !== undefined) return valueOfNode(only, run);
    const entries = new Map(outputs.map((output) => [output.name, valueOfNode(output, run)]));
    return { kind: 'context', entries };
  };
  const signature = parameters.map(({ name, type }) => ({ name, type }));
  const made = withResult(makeFunction(node.name, signature, call), node.type);
  node.requires.push(...outputs);
  node.compute = () => made;
}
