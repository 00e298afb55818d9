import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What the server's secret does for the access room; see its port of the same name. */
export type Keyring = {
  readonly mac: (text: string) => string;
  readonly isSame: (left: string, right: string) => boolean;
  readonly seal: (text: string, owner: string) => string;
  readonly open: (sealed: string, owner: string) => string;
};

/** Keys for hashing and for sealing, derived from one secret so that neither tells of the other. */
export function createKeyring(secret: string): Keyring {
  const macKey = derive(secret, 'aval mac');
  const sealKey = derive(secret, 'aval seal');
  const keyId = createHmac('sha256', sealKey).update('key id').digest('hex').slice(0, 8);
  return {
    mac: (text) => createHmac('sha256', macKey).update(text).digest('hex'),
    isSame: (left, right) => {
      const [one, other] = [Buffer.from(left), Buffer.from(right)];
      return one.length === other.length && timingSafeEqual(one, other);
    },
    seal: (text, owner) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = [nonce, body, cipher.getAuthTag()].map((part) => part.toString('base64url'));
      return ['v1', keyId, ...parts].join('.');
    },
    open: (sealed, owner) => {
      const [version, key, nonce = '', body = '', tag = ''] = sealed.split('.');
      if (version !== 'v1' || key !== keyId) {
        throw new Error('a secret was sealed with another key than AVAL_SECRET of this server');
      }
      const decipher = createDecipheriv('aes-256-gcm', sealKey, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(Buffer.from(tag, 'base64url'));
      const text = decipher.update(Buffer.from(body, 'base64url'));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
