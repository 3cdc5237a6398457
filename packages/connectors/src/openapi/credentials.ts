/** How a connector shows who it is: secrets are read from where they are kept, and stand in no configuration, log or error. */
import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { resolve } from 'node:path';
import { AppError, type Clock } from '@facteur/primitives';
import { checkSecrecy, checkUrl, type HostList } from '../guard/hosts.ts';
import type { Authorizer } from '../http/index.ts';
import type { Credentials } from './credentials-config.ts';
import { openOAuth2 } from './oauth2.ts';

/** Where secrets are, and how a token is fetched. */
export interface CredentialSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `file:` paths begin here. Default: the working directory. */
  readonly folder?: string;
  readonly clock: Clock;
  readonly allow: HostList;
  readonly lookup: LookupFunction;
}

/** @throws AppError `CONFIG_INVALID` for a secret that is missing or empty, or that no header can hold; it names the reference alone */
export async function openCredentials(credentials: Credentials, sources: CredentialSources): Promise<Authorizer> {
  const read = (reference: string): Promise<string> => readSecret(reference, sources);
  switch (credentials.type) {
    case 'bearer':
      return fixed({ authorization: `Bearer ${await read(credentials.token)}` });
    case 'api-key':
      return fixed({ [credentials.header.toLowerCase()]: await read(credentials.key) });
    case 'basic':
      return fixed({ authorization: basic(await read(credentials.user), await read(credentials.password)) });
    case 'oauth2': {
      const tokenUrl = checkUrl(credentials['token-url'], 'The token URL', sources.allow, true);
      checkSecrecy(tokenUrl, 'The token URL', sources.allow);
      const [id, password] = [await read(credentials['client-id']), await read(credentials['client-secret'])];
      // RFC 6749 §2.3.1: both are form-encoded first.
      const authorization = basic(encodeURIComponent(id), encodeURIComponent(password));
      return openOAuth2({ ...sources, tokenUrl, authorization, scope: credentials.scope });
    }
  }
}

function fixed(headers: Readonly<Record<string, string>>): Authorizer {
  return { headers: async () => headers, refused() {}, async close() {} };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

async function readSecret(reference: string, { env, folder = '.' }: CredentialSources): Promise<string> {
  const text = reference.startsWith('env:')
    ? env[reference.slice(4)]
    : await readFile(resolve(folder, reference.slice(5)), 'utf8').catch(() => undefined);
  const value = text?.trim();
  if (value === undefined || value === '')
    throw new AppError('CONFIG_INVALID', `The secret ${reference} is missing or empty`, { reference });
  if (!/^[\x20-\x7e]+$/.test(value))
    throw new AppError('CONFIG_INVALID', `The secret ${reference} holds characters that no header can`, { reference });
  return value;
}
