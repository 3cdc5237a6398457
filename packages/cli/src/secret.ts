/** Secrets that settings name instead of holding them. Read each time, so that they may change while the process runs. */
import { readFile } from 'node:fs/promises';
import { AppError } from '@facteur/primitives';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads `env:NAME` or `file:/path` (a line break at the end is none of it).
 * @throws AppError `CONFIG_INVALID` when there is no such variable or file, or it is empty
 */
export async function readSecret(reference: string, env: Env = process.env): Promise<string> {
  const secret = reference.startsWith('env:') ? env[reference.slice('env:'.length)] : await contentOf(reference);
  if (secret) return secret;
  throw new AppError('CONFIG_INVALID', `There is no secret in ${reference}`, { retry: 'later' });
}

async function contentOf(reference: string): Promise<string | undefined> {
  if (!reference.startsWith('file:')) return undefined;
  const content = await readFile(reference.slice('file:'.length), 'utf8').catch(() => undefined);
  return content?.replace(/\r?\n$/, '');
}
