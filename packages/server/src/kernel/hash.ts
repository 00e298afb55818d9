/** Where digests come from: lower-case hexadecimal SHA-256 of a text's UTF-8 bytes. */
export type Hash = { readonly sha256: (text: string) => string };
