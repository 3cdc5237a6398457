/** Sealing: AES-256-GCM (NIST SP 800-38D) by node's crypto, with a fresh random nonce each time. */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { AppError, systemRandom } from '@facteur/primitives';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;

/**
 * `plain` encrypted and authenticated: 1 format byte, 12 nonce bytes, 16 tag bytes, then the ciphertext.
 * `bound` is authenticated but not stored: opening needs the same, so a sealed value cannot be moved elsewhere.
 */
export function seal(key: KeyObject, plain: Buffer, bound: string): Buffer {
  const nonce = systemRandom.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

/**
 * The plain bytes of what `seal` made.
 * @throws AppError `EVENT_UNREADABLE` when it was changed, cut short, moved, or sealed with another key
 */
export function unseal(key: KeyObject, sealed: Buffer, bound: string): Buffer {
  try {
    if (sealed[0] !== FORMAT) throw new Error(`unknown sealing format ${sealed[0]}`);
    const body = 1 + NONCE_BYTES + TAG_BYTES;
    // Without a fixed length, Node takes tags of 4 bytes, which can be guessed.
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, body));
    const plain = decipher.update(sealed.subarray(body));
    decipher.final();
    return plain;
  } catch (cause) {
    throw new AppError('EVENT_UNREADABLE', `What was sealed for ${bound} cannot be opened: it was damaged or moved`, {
      cause,
    });
  }
}
