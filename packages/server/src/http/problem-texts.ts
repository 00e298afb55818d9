import { strictJsonTexts } from '@aval/wire';
import type { FaultCode } from '../kernel/fault.ts';

/**
 * The text of every code that the server itself may answer with, whatever the wire. The page of
 * errors is made from this table and those of the rooms.
 */
export const httpProblemTexts = {
  'http.not_found': 'There is nothing at this address, or it is not yours.',
  'http.method_not_allowed': 'This address does not take this method.',
  'http.bad_request': 'The request cannot be read.',
  'http.bad_url': 'The address cannot be read.',
  'http.url_too_long': 'A part of the address is too long.',
  'http.headers_too_large': 'The headers are too large.',
  'http.timeout': 'The request took too long to arrive.',
  'http.metrics_closed':
    'The metrics are told on the machine of the server alone, or with the token of AVAL_METRICS_TOKEN where one is set.',
  'http.body_too_large': 'The body is too large.',
  'http.body_missing': 'The request needs a body.',
  'http.content_length': 'The length of the body is not what the request says.',
  'http.media_type': 'The body has a media type that is not taken here.',
  ...strictJsonTexts,
  'server.defect': 'Something went wrong on our side.',
} as const;

export type HttpProblemCode = keyof typeof httpProblemTexts;

/** What the world may do to a request. The text of each case says whether anything was changed. */
export const faultTexts: Readonly<Record<FaultCode, string>> = {
  'storage.unavailable': 'The database cannot be reached or written.',
  'storage.overloaded': 'Too many changes are waiting.',
  'storage.closed': 'The server is stopping.',
  'storage.commit_unknown': 'A commit had no answer: only a repeat with the same key tells.',
  'deadline.exceeded': 'The request took too long, and was not begun.',
  'neighbour.unavailable': 'Another system does not answer.',
  'neighbour.unreadable': 'Another system gave an answer that cannot be read.',
};
