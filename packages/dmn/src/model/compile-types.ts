import type { TypeExpr } from '../feel/ast.ts';
import { anyType, basicType, type NamedType, type Type } from '../types/type.ts';
import type { KindName, Value } from '../value/value.ts';
import type { TypeDefinition } from './model.ts';

/** Finds the types of one model, its own and, under `name.`, those of its imports. */
export type TypeTable = {
  readonly resolve: (type: TypeExpr | string) => Type | null;
};

export type TypeOptions = {
  readonly definitions: readonly TypeDefinition[];
  /** Tables of imported models, by the name of the import. */
  readonly imports: ReadonlyMap<string, TypeTable>;
  /** Compiles the unary tests of allowed values. */
  readonly constraint: (text: string, where: string) => (value: Value) => boolean;
};

export function createTypeTable({ definitions, imports, constraint }: TypeOptions): TypeTable {
  const known = new Map<string, NamedType>();
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));

  const resolve = (type: TypeExpr | string): Type | null => {
    if (typeof type === 'string') return resolveName(type);
    switch (type.type) {
      case 'named':
        return resolveName(type.name);
      case 'list':
      case 'range': {
        const of = resolve(type.of);
        return of === null ? null : { kind: type.type, of };
      }
      case 'context': {
        const fields = new Map<string, Type>();
        for (const [name, field] of type.fields) {
          const resolved = resolve(field);
          if (resolved === null) return null;
          fields.set(name, resolved);
        }
        return { kind: 'context', fields };
      }
      case 'function': {
        const parameters = type.parameters.map(resolve);
        const result = resolve(type.result);
        if (result === null || parameters.includes(null)) return null;
        return { kind: 'function', parameters: parameters.map((of) => of ?? anyType), result };
      }
    }
  };

  const resolveName = (name: string): Type | null => {
    const made = known.get(name);
    if (made !== undefined) return made;
    const definition = byName.get(name);
    if (definition !== undefined) {
      const type = define(definition, name);
      known.set(name, type);
      return type;
    }
    const builtIn = builtInType(name);
    if (builtIn !== null) return builtIn;
    for (const [prefix, table] of imports) {
      if (prefix === '') {
        const found = table.resolve(name);
        if (found !== null) return found;
      } else if (name.startsWith(`${prefix}.`)) {
        return table.resolve(name.slice(prefix.length + 1));
      }
    }
    return null;
  };

  const define = (definition: TypeDefinition, where: string): NamedType => {
    const { allowedValues, isCollection } = definition;
    const allows = allowedValues === null ? null : lazyTest(allowedValues, where);
    const whole = definition.constraint === null ? null : lazyTest(definition.constraint, where);
    let found: Type | null = null;
    const element = (): Type => {
      found ??= elementOf(definition, where);
      return found;
    };
    if (!isCollection) {
      const both =
        allows !== null && whole !== null
          ? (value: Value) => allows(value) && whole(value)
          : (allows ?? whole);
      const allowedText = allowedValues ?? definition.constraint;
      return { kind: 'named', name: where, definition: element, allows: both, allowedText };
    }
    const of: NamedType = {
      kind: 'named',
      name: where,
      definition: element,
      allows,
      allowedText: allowedValues,
    };
    const list: Type = { kind: 'list', of };
    return { kind: 'named', name: where, definition: () => list, allows: whole, allowedText: null };
  };

  const elementOf = (definition: TypeDefinition, where: string): Type => {
    if (definition.components.length > 0) {
      const fields = new Map<string, Type>();
      for (const part of definition.components) {
        fields.set(part.name, define(part, `${where}.${part.name}`));
      }
      return { kind: 'context', fields };
    }
    if (definition.signature !== null) {
      const { parameters, result } = definition.signature;
      return {
        kind: 'function',
        parameters: parameters.map(({ typeRef }) => typeOrAny(typeRef)),
        result: typeOrAny(result),
      };
    }
    return typeOrAny(definition.typeRef);
  };

  const typeOrAny = (typeRef: string | null): Type =>
    (typeRef === null ? null : resolveName(typeRef)) ?? anyType;

  const lazyTest = (text: string, where: string): ((value: Value) => boolean) => {
    let test: ((value: Value) => boolean) | null = null;
    return (value) => {
      test ??= constraint(text, where);
      return test(value);
    };
  };

  return { resolve };
}

const basicNames: ReadonlyMap<string, KindName> = new Map(
  Object.entries<KindName>({
    number: 'number',
    string: 'string',
    boolean: 'boolean',
    date: 'date',
    time: 'time',
    'date and time': 'date and time',
    dateTime: 'date and time',
    'days and time duration': 'days and time duration',
    dayTimeDuration: 'days and time duration',
    'years and months duration': 'years and months duration',
    yearMonthDuration: 'years and months duration',
    context: 'context',
    list: 'list',
    function: 'function',
    range: 'range',
    Null: 'null',
  }),
);

/** FEEL's own types; DMN 1.1 wrote them with a prefix. */
function builtInType(name: string): Type | null {
  const plain = name.startsWith('feel:') ? name.slice(5) : name;
  if (plain === 'Any' || plain === 'any') return anyType;
  const basic = basicNames.get(plain);
  return basic === undefined ? null : basicType(basic);
}
