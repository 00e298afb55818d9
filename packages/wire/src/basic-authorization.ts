// See utf8.ts: declared here, so that the types of no platform are needed.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare function btoa(bytes: string): string;

/** Value of an `Authorization` header for HTTP Basic (RFC 7617), in UTF-8. */
export function basicAuthorization(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
