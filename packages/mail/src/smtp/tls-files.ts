/** The certificate that a listener shows, from files. */
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { AppError, messageOf } from '@facteur/primitives';

/** Where key and certificate are: paths of PEM files, the certificate with its chain. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/**
 * Reads both, and sees whether they belong together: better said at the start than with the first mail. Read once: a renewed
 * certificate needs a restart.
 * @throws AppError `CONFIG_INVALID` naming the file
 */
export async function readTlsFiles({ key, cert }: TlsFiles): Promise<{ key: Buffer; cert: Buffer }> {
  const read = { key: await contentOf(key), cert: await contentOf(cert) };
  try {
    createSecureContext(read);
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `${key} and ${cert} make no TLS certificate: ${messageOf(cause)}`, { cause });
  }
  return read;
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `The TLS file ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
