import type { TypeExpr } from './ast.ts';
import { createNameSet, matchName } from './names.ts';
import {
  current,
  expectSign,
  isSign,
  nested,
  type ParserState,
  readNewName,
  takeSign,
  takeWord,
  unexpected,
} from './parser-state.ts';

/** Names of the types that FEEL itself has. */
export const builtInTypes: readonly string[] = [
  'Any',
  'Null',
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'dateTime',
  'days and time duration',
  'dayTimeDuration',
  'years and months duration',
  'yearMonthDuration',
  'context',
  'list',
  'function',
  'range',
];

/** Reads a type: a name, or `list<…>`, `range<…>`, `context<a: …>`, `function<…> -> …`. */
export function readType(state: ParserState): TypeExpr {
  return nested(state, [], () => {
    if (opensParameters(state)) return readParametric(state);
    return { type: 'named', name: readTypeName(state) };
  });
}

const builtInNames = createNameSet(builtInTypes);
const parametric = new Set(['list', 'range', 'context', 'function']);

function opensParameters(state: ParserState): boolean {
  const next = state.tokens[state.at + 1];
  return parametric.has(current(state).text) && next?.type === 'sign' && next.text === '<';
}

function readParametric(state: ParserState): TypeExpr {
  const name = current(state).text;
  state.at += 2;
  if (name === 'list' || name === 'range') {
    const of = readType(state);
    expectSign(state, '>');
    return { type: name, of };
  }
  if (name === 'context') {
    const fields: (readonly [string, TypeExpr])[] = [];
    while (!isSign(state, '>')) {
      const field = readNewName(state, [':']);
      expectSign(state, ':');
      fields.push([field, readType(state)]);
      if (!takeSign(state, ',')) break;
    }
    expectSign(state, '>');
    return { type: 'context', fields };
  }
  const parameters: TypeExpr[] = [];
  while (!isSign(state, '>')) {
    parameters.push(readType(state));
    if (!takeSign(state, ',')) break;
  }
  expectSign(state, '>');
  expectSign(state, '->');
  return { type: 'function', parameters, result: readType(state) };
}

function readTypeName(state: ParserState): string {
  const own = matchName(state.types, state.tokens, state.at);
  const builtIn = matchName(builtInNames, state.tokens, state.at);
  const match = (own?.length ?? 0) >= (builtIn?.length ?? 0) ? own : builtIn;
  if (match !== null) {
    state.at += match.length;
    return match.name;
  }
  const token = current(state);
  if (token.type !== 'name' || takeWord(state, 'external')) throw unexpected(state, 'a type');
  state.at += 1;
  let name = token.text;
  while (isSign(state, '.') && state.tokens[state.at + 1]?.type === 'name') {
    name += `.${state.tokens[state.at + 1]?.text}`;
    state.at += 2;
  }
  return name;
}
