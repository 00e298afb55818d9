import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '@aval/wire';
import type { Principal } from '../access/index.ts';
import type { Expected } from '../credit/index.ts';
import type { HttpFault } from '../http/index.ts';
import type { UnitKey } from '../kernel/unit-of-work.ts';

/** A request that is read, checked and permitted. */
export type ApiRequest<Op extends Operation> = {
  readonly principal: Principal;
  readonly params: ParamsOf<Op>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  readonly key: UnitKey | null;
  readonly expected: Expected;
};

/** What an operation answers; a `HttpFault` is a problem, and a value like any other refusal. */
export type ApiAnswer<Body> = Answered<Body> | HttpFault;

export type Answered<Body> = {
  readonly status: 200 | 201 | 202;
  readonly body: Body;
  readonly version?: bigint | number;
  /** The answer of an earlier call with the same key. */
  readonly repeated?: boolean;
};

export type Handler<Op extends Operation> = (
  request: ApiRequest<Op>,
) => Promise<ApiAnswer<AnswerOf<Op>>>;

export type Handlers<Table extends Readonly<Record<string, Operation>>> = {
  readonly [Id in keyof Table]: Handler<Table[Id]>;
};

export function ok<Body>(
  body: Body,
  more: Omit<Answered<Body>, 'status' | 'body'> = {},
): Answered<Body> {
  return { status: 200, body, ...more };
}
