import type { Socket } from 'node:net';
import { problemType, writeProblem } from './problem.ts';
import { type HttpProblemCode, httpProblemTexts } from './problem-texts.ts';
import { requestIdOf } from './request-id.ts';

/**
 * Answers what is no HTTP request, or came too slowly or with too many headers, and closes the
 * connection. No handler has run, so nothing was changed.
 */
export function answerBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const [status, phrase, code] = statusOf(error.code);
  const body = writeProblem(
    { status, code, title: httpProblemTexts[code] },
    requestIdOf(undefined),
  );
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Content-Type: ${problemType}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function statusOf(
  code: string | undefined,
): readonly [status: number, phrase: string, code: HttpProblemCode] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout', 'http.timeout'];
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'Request Header Fields Too Large', 'http.headers_too_large'];
    default:
      return [400, 'Bad Request', 'http.bad_request'];
  }
}
