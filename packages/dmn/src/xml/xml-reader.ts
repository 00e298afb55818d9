/** An element of a document. Names are split into namespace and local part; text is as written. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, with that of child elements left out. */
  readonly text: string;
  /** Prefixes in force, for names inside values. */
  readonly prefixes: ReadonlyMap<string, string>;
};

/** Why a document cannot be read, and at which character. */
export class XmlError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export const xmlLimits = {
  textMax: 8_000_000,
  depthMax: 200,
  nodesMax: 200_000,
  attributesMax: 64,
};

/**
 * Reads a document with elements, attributes, text, comments and CDATA. There is no document type
 * and no entity but the five of XML itself: nothing expands and nothing is fetched.
 */
export function readXml(source: string): XmlElement {
  if (source.length > xmlLimits.textMax) throw new XmlError('document is too long', 0);
  const text = source.includes('\r') ? source.replaceAll('\r\n', '\n') : source;
  const reader: Reader = { source: text, at: text.startsWith('\uFEFF') ? 1 : 0, nodes: 0 };
  skipMisc(reader);
  if (text[reader.at] !== '<') throw new XmlError('expected an element', reader.at);
  const root = readElement(reader, new Map([['xml', xmlNamespace]]), 0);
  skipMisc(reader);
  if (reader.at < text.length) throw new XmlError('text behind the root element', reader.at);
  return root;
}

type Reader = { readonly source: string; at: number; nodes: number };

type Building = { children: XmlElement[]; text: string };

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

function skipMisc(reader: Reader): void {
  for (;;) {
    skipSpace(reader);
    if (reader.source.startsWith('<!--', reader.at)) skipTo(reader, '-->');
    else if (reader.source.startsWith('<?', reader.at)) skipTo(reader, '?>');
    else break;
  }
  if (reader.source.startsWith('<!', reader.at)) {
    throw new XmlError('a document type is not allowed', reader.at);
  }
}

function skipSpace(reader: Reader): void {
  while (isSpace(reader.source.charCodeAt(reader.at))) reader.at += 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function skipTo(reader: Reader, end: string): string {
  const start = reader.at;
  const found = reader.source.indexOf(end, start);
  if (found < 0) throw new XmlError(`"${end}" is missing`, start);
  reader.at = found + end.length;
  return reader.source.slice(start, found);
}

function expect(reader: Reader, text: string): void {
  if (!reader.source.startsWith(text, reader.at))
    throw new XmlError(`expected "${text}"`, reader.at);
  reader.at += text.length;
}

function readName(reader: Reader): string {
  const start = reader.at;
  while (isNameChar(reader.source.charCodeAt(reader.at))) reader.at += 1;
  if (reader.at === start) throw new XmlError('expected a name', start);
  return reader.source.slice(start, reader.at);
}

function isNameChar(code: number): boolean {
  if (code >= 97 && code <= 122) return true;
  if (code >= 65 && code <= 90) return true;
  return (code >= 48 && code <= 58) || code === 95 || code === 45 || code === 46 || code >= 0xc0;
}

function readElement(
  reader: Reader,
  outer: ReadonlyMap<string, string>,
  depth: number,
): XmlElement {
  const start = reader.at;
  reader.nodes += 1;
  if (depth > xmlLimits.depthMax) throw new XmlError('nested too deep', start);
  if (reader.nodes > xmlLimits.nodesMax) throw new XmlError('too many elements', start);
  expect(reader, '<');
  const tag = readName(reader);
  const attributes = readAttributes(reader);
  const prefixes = readPrefixes(attributes, outer);
  const building: Building = { children: [], text: '' };
  skipSpace(reader);
  if (reader.source[reader.at] === '/') {
    expect(reader, '/>');
  } else {
    expect(reader, '>');
    readContent(reader, building, { prefixes, depth });
    expect(reader, '</');
    if (readName(reader) !== tag) throw new XmlError(`"${tag}" is not closed`, reader.at);
    skipSpace(reader);
    expect(reader, '>');
  }
  const [prefix, name] = splitName(tag);
  const namespace = prefixes.get(prefix) ?? '';
  if (prefix !== '' && namespace === '') throw new XmlError(`unknown prefix "${prefix}"`, start);
  return { name, namespace, attributes, ...building, prefixes };
}

function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

function readAttributes(reader: Reader): Map<string, string> {
  const attributes = new Map<string, string>();
  for (;;) {
    skipSpace(reader);
    const char = reader.source[reader.at];
    if (char === '>' || char === '/' || char === undefined) return attributes;
    const name = readName(reader);
    skipSpace(reader);
    expect(reader, '=');
    skipSpace(reader);
    const quote = reader.source[reader.at];
    if (quote !== '"' && quote !== "'") throw new XmlError('expected a quote', reader.at);
    reader.at += 1;
    const start = reader.at;
    const raw = skipTo(reader, quote);
    if (raw.includes('<')) throw new XmlError('"<" in an attribute', start);
    if (attributes.has(name)) throw new XmlError(`attribute "${name}" comes twice`, start);
    if (attributes.size >= xmlLimits.attributesMax)
      throw new XmlError('too many attributes', start);
    attributes.set(name, unescapeXml(raw, start));
  }
}

function readPrefixes(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  let prefixes: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    prefixes ??= new Map(outer);
    prefixes.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return prefixes ?? outer;
}

function readContent(
  reader: Reader,
  building: Building,
  { prefixes, depth }: { prefixes: ReadonlyMap<string, string>; depth: number },
): void {
  const { source } = reader;
  for (;;) {
    const next = source.indexOf('<', reader.at);
    if (next < 0) throw new XmlError('element without end', reader.at);
    if (next > reader.at) building.text += unescapeXml(source.slice(reader.at, next), reader.at);
    reader.at = next;
    if (source.startsWith('</', next)) return;
    if (source.startsWith('<!--', next)) skipTo(reader, '-->');
    else if (source.startsWith('<![CDATA[', next)) {
      reader.at += 9;
      building.text += skipTo(reader, ']]>');
    } else if (source.startsWith('<?', next)) skipTo(reader, '?>');
    else if (source.startsWith('<!', next)) throw new XmlError('"<!" is not allowed here', next);
    else building.children.push(readElement(reader, prefixes, depth + 1));
  }
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
  }),
);

function unescapeXml(raw: string, at: number): string {
  let text = '';
  let from = 0;
  for (let amp = raw.indexOf('&'); amp >= 0; amp = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', amp);
    if (end < 0 || end - amp > 12) throw new XmlError('"&" without ";"', at + amp);
    text += raw.slice(from, amp) + entityText(raw.slice(amp + 1, end), at + amp);
    from = end + 1;
  }
  return from === 0 ? raw : text + raw.slice(from);
}

function entityText(name: string, at: number): string {
  const known = entities.get(name);
  if (known !== undefined) return known;
  const isHex = name.startsWith('#x');
  const digits = name.slice(isHex ? 2 : 1);
  const code = name.startsWith('#') ? parseCode(digits, isHex ? 16 : 10) : null;
  if (code === null) throw new XmlError(`unknown entity "${name}"`, at);
  return String.fromCodePoint(code);
}

function parseCode(digits: string, base: number): number | null {
  let code = 0;
  for (const digit of digits.toLowerCase()) {
    const value = '0123456789abcdef'.indexOf(digit);
    if (value < 0 || value >= base) return null;
    code = code * base + value;
  }
  const isChar = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
  return digits !== '' && isChar && (code < 0xd800 || code > 0xdfff) ? code : null;
}
