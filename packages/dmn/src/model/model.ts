/**
 * A decision model as plain data, and at the same time the JSON form of it: everything is text,
 * list, yes/no or null, so `JSON.stringify` writes a model and `readModelJson` reads it.
 */
export type Model = {
  readonly format: 'aval-dmn/1';
  readonly name: string;
  readonly namespace: string;
  readonly imports: readonly ModelImport[];
  readonly types: readonly TypeDefinition[];
  readonly inputs: readonly InputNode[];
  readonly decisions: readonly DecisionNode[];
  readonly functions: readonly FunctionNode[];
  readonly services: readonly ServiceNode[];
};

/** Another model whose elements are known here under a name; an empty name puts them beside ours. */
export type ModelImport = { readonly name: string; readonly namespace: string };

/** A type by name: another type (`typeRef`), components, or a function's types. */
export type TypeDefinition = {
  readonly name: string;
  readonly typeRef: string | null;
  readonly isCollection: boolean;
  readonly components: readonly TypeDefinition[];
  readonly signature: FunctionSignature | null;
  /** Unary tests for the value, or for each element of a collection. */
  readonly allowedValues: string | null;
  /** Unary tests for the value as a whole. */
  readonly constraint: string | null;
};

export type FunctionSignature = {
  readonly parameters: readonly NamedTypeRef[];
  readonly result: string | null;
};

export type NamedTypeRef = { readonly name: string; readonly typeRef: string | null };

type Node = {
  readonly id: string;
  readonly name: string;
  readonly typeRef: string | null;
};

export type InputNode = Node;

/** What an element uses, by id, with a namespace and `#` before those of other models. */
export type Requirement = {
  readonly kind: 'input' | 'decision' | 'knowledge';
  readonly ref: string;
};

export type DecisionNode = Node & {
  readonly requires: readonly Requirement[];
  readonly expression: Boxed | null;
};

/** A business knowledge model. */
export type FunctionNode = Node & {
  readonly requires: readonly Requirement[];
  readonly logic: FunctionBoxed | null;
};

/** A decision service: parameters are its input data, then its input decisions. */
export type ServiceNode = Node & {
  readonly outputs: readonly string[];
  readonly encapsulated: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputData: readonly string[];
};

/** An expression in one of the standard's boxes. */
export type Boxed =
  | { readonly type: 'literal'; readonly text: string; readonly typeRef: string | null }
  | TableBoxed
  | {
      readonly type: 'context';
      readonly entries: readonly BoxedEntry[];
      readonly typeRef: string | null;
    }
  | { readonly type: 'list'; readonly items: readonly Boxed[]; readonly typeRef: string | null }
  | RelationBoxed
  | FunctionBoxed
  | {
      readonly type: 'invocation';
      readonly callee: Boxed | null;
      readonly bindings: readonly { readonly name: string; readonly value: Boxed | null }[];
      readonly typeRef: string | null;
    }
  | {
      readonly type: 'conditional';
      readonly condition: Boxed | null;
      readonly yes: Boxed | null;
      readonly no: Boxed | null;
      readonly typeRef: string | null;
    }
  | {
      readonly type: 'filter';
      readonly source: Boxed | null;
      readonly match: Boxed | null;
      readonly typeRef: string | null;
    }
  | {
      readonly type: 'for' | 'some' | 'every';
      readonly iterator: string;
      readonly source: Boxed | null;
      readonly body: Boxed | null;
      readonly typeRef: string | null;
    };

export type RelationBoxed = {
  readonly type: 'relation';
  readonly columns: readonly NamedTypeRef[];
  readonly rows: readonly (readonly (Boxed | null)[])[];
  readonly typeRef: string | null;
};

/** The entry without name is the result of the context. */
export type BoxedEntry = {
  readonly name: string | null;
  readonly typeRef: string | null;
  readonly value: Boxed | null;
};

export type FunctionBoxed = {
  readonly type: 'function';
  /** Functions of other kinds would call the host; here they are known and never run. */
  readonly kind: 'FEEL' | 'Java' | 'PMML';
  readonly parameters: readonly NamedTypeRef[];
  readonly body: Boxed | null;
  readonly typeRef: string | null;
};

export const hitPolicies = ['U', 'A', 'P', 'F', 'R', 'O', 'C', 'C+', 'C<', 'C>', 'C#'] as const;

/** Unique, Any, Priority, First, Rule order, Output order, Collect and its sum, min, max, count. */
export type HitPolicy = (typeof hitPolicies)[number];

export type TableBoxed = {
  readonly type: 'table';
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
  readonly typeRef: string | null;
};

export type TableInput = {
  readonly label: string | null;
  /** The FEEL expression whose value the column tests. */
  readonly text: string;
  readonly typeRef: string | null;
  /** Unary tests for what the value may be. */
  readonly values: string | null;
};

export type TableOutput = {
  /** `null` in a table with one output, whose result is no context. */
  readonly name: string | null;
  readonly typeRef: string | null;
  /** The values that may come out, the most important first. */
  readonly values: string | null;
  /** What comes out when no rule matches. */
  readonly fallback: string | null;
};

export type TableRule = {
  readonly tests: readonly string[];
  readonly outputs: readonly string[];
  /** What the author says about the rule. */
  readonly annotation: string | null;
};
