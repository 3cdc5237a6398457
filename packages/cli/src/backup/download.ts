/** A backup of the running instance, streamed from it: it reads its own data, and whoever asks keeps the file. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { AppError, messageOf } from '@facteur/primitives';
import { readRunFile } from '../run-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where an instance answers, and what opens it. */
export interface Instance {
  readonly url: string;
  readonly token: string;
  /** True when the environment names it: then it is that one or none. */
  readonly isAsked: boolean;
}

/** The instance that `FACTEUR_URL` names, or that wrote `run.json` in `home`; undefined: none. */
export async function findInstance(home: string, env: Env): Promise<Instance | undefined> {
  const { FACTEUR_URL: asked, FACTEUR_ADMIN_TOKEN: token = '' } = env;
  if (asked !== undefined) return { url: asked, token, isAsked: true };
  const run = await readRunFile(home);
  return run && { url: run.url, token: run.token, isAsked: false };
}

/**
 * The compressed bytes of a backup of `instance`; the stream fails when the answer breaks off.
 * @throws AppError `NOT_RUNNING` when nobody answers; `BAD_INPUT` with what it says when it refuses
 */
export async function downloadBackup({ url, token }: Instance): Promise<Readable> {
  const target = new URL('/api/v1/backup', url);
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { authorization: `Bearer ${token}`, 'content-length': 0 };
  const request = send(target, { method: 'POST', headers });
  request.end();
  const [response] = (await once(request, 'response').catch((cause: unknown) => {
    throw new AppError('NOT_RUNNING', `Nobody answers at ${url} (${messageOf(cause)})`, { cause });
  })) as [IncomingMessage];
  if (response.statusCode === 200) return response;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  throw new AppError('BAD_INPUT', detailIn(Buffer.concat(chunks)) ?? `HTTP ${response.statusCode}`);
}

function detailIn(body: Buffer): string | undefined {
  try {
    const { detail } = JSON.parse(body.toString()) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}
