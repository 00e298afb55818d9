import type { FastifyInstance } from 'fastify';

/**
 * Answers that become ready in one turn of the event loop are written one right after the other at
 * its end. Each write of its own would wake the caller's side, which costs more than the answer:
 * while requests wait, the callers are woken once for all of them. A turn with one answer loses
 * nothing: its end is now.
 */
export function leaveTogether(app: FastifyInstance): void {
  let waiting: (() => void)[] = [];
  const send = () => {
    const ready = waiting;
    waiting = [];
    for (const done of ready) done();
  };
  app.addHook('onSend', (_request, _reply, payload, done) => {
    if (waiting.push(() => done(null, payload)) === 1) setImmediate(send);
  });
}
