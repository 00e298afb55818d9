import { basicAuthorization, type CreditCheckCredentials, creditCheckKeySegment } from '@aval/wire';

/** What a question comes with: the own credentials, wrong ones of the same kind, or none. */
export type PresentedAs = 'own' | 'wrong' | 'none';

/** Where credentials go: into headers, or between the address of the hook and the question. */
export function presentCredentials(
  credentials: CreditCheckCredentials,
  as: PresentedAs,
): { readonly headers: Readonly<Record<string, string>>; readonly segment: string } {
  if (as === 'none') return { headers: {}, segment: '' };
  const end = as === 'wrong' ? '0' : '';
  switch (credentials.kind) {
    case 'basic': {
      const { username, password } = credentials;
      const Authorization = basicAuthorization(username, password + end);
      return { headers: { Authorization }, segment: '' };
    }
    case 'bearer':
      return { headers: { Authorization: `Bearer ${credentials.token}${end}` }, segment: '' };
    case 'header':
      return { headers: { [credentials.name]: credentials.value + end }, segment: '' };
    case 'path-key': {
      const key = encodeURIComponent(credentials.key + end);
      return { headers: {}, segment: `/${creditCheckKeySegment}/${key}` };
    }
  }
}
