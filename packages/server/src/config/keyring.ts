import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
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

/**
 * Keys for hashing and for sealing, derived from one secret so that neither tells of the other.
 * Hashes are SHA-512/256 over key and text: it shows half of its state, so that nobody can go on from
 * a hash that they know, and one call makes it. Every request asks for at least one.
 */
export function createKeyring(secret: string): Keyring {
  const macKey = derive(secret, 'aval mac').toString('hex');
  const sealKey = derive(secret, 'aval seal');
  const keyId = createHmac('sha256', sealKey).update('key id').digest('hex').slice(0, 8);
  return {
    mac: (text) => hash('sha512-256', `${macKey}${text}`),
    isSame: (left, right) => {
      const [one, other] = [Buffer.from(left, 'latin1'), Buffer.from(right, 'latin1')];
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
