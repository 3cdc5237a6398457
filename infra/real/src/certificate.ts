/** A certificate that signs itself, for a server on the loopback. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/**
 * Writes `keystore.pem` (key and certificate, valid for two days) and returns the certificate, which clients take as their CA.
 * @throws Error when there is no `openssl`
 */
export async function writeCertificate(folder: string): Promise<string> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  await runProgram('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate]);
  const pem = await readFile(certificate, 'utf8');
  await writeFile(join(folder, 'keystore.pem'), (await readFile(key, 'utf8')) + pem, { mode: 0o600 });
  return pem;
}
