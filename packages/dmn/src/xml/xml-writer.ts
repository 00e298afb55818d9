/** An element to be written. Children are elements; an element with text has no others. */
export type XmlOut = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>>;
  readonly children?: readonly (XmlOut | null)[];
  readonly text?: string;
};

/** Writes a document, indented by two spaces. Attributes without value are left out. */
export function writeXml(root: XmlOut): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}`;
}

function writeElement({ name, attributes, children, text }: XmlOut, indent: string): string {
  let head = `${indent}<${name}`;
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) head += ` ${key}="${escapeText(value, true)}"`;
  }
  if (text !== undefined) return `${head}>${escapeText(text, false)}</${name}>\n`;
  const inner = (children ?? []).filter((child) => child !== null);
  if (inner.length === 0) return `${head}/>\n`;
  const body = inner.map((child) => writeElement(child, `${indent}  `)).join('');
  return `${head}>\n${body}${indent}</${name}>\n`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Control characters that XML cannot hold are left out; in attributes, line ends are kept by number. */
function escapeText(text: string, isAttribute: boolean): string {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 13;
    const isAllowed = !isControl && code !== 0xfffe && code !== 0xffff;
    if (!isAllowed || (code >= 0xd800 && code <= 0xdfff)) continue;
    const isPlainSpace = !isAttribute && (code === 9 || code === 10);
    result += isPlainSpace ? char : (escapes[char] ?? char);
  }
  return result;
}
