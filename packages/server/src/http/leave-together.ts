import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Answers that become ready in one turn of the event loop are written one right after the other at
 * its end. Each write of its own would wake the caller's side, which costs more than the answer:
 * while requests wait, the callers are woken once for all of them. A turn with one answer loses
 * nothing: its end is now. While the server closes, a connection ends with its last answer: kept alive,
 * it would hold up the end until it times out.
 */
export function leaveTogether(app: FastifyInstance): void {
  let waiting: (() => void)[] = [];
  let isClosing = false;
  const send = () => {
    const ready = waiting;
    waiting = [];
    for (const leave of ready) leave();
  };
  const endIdle = () => setImmediate(() => app.server.closeIdleConnections());
  app.addHook('onSend', (_request, reply, payload, done) => {
    const leave = () => {
      try {
        if (isClosing) reply.raw.once('finish', endIdle);
        done(null, payload);
      } catch (error) {
        fail(reply, error);
      }
    };
    if (waiting.push(leave) === 1) setImmediate(send);
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
}

/** Nobody is around it any more: thrown on, it would end the server, and the answers behind it. */
function fail(reply: FastifyReply, error: unknown): void {
  try {
    reply.send(error);
  } catch {
    reply.raw.destroy();
  }
}
