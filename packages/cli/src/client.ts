/** How commands talk to the running instance: `FACTEUR_URL` and token, or what `run.json` in the data folder says. */
import { AppError, messageOf } from '@facteur/primitives';
import { readRunFile } from './run-file.ts';

/** The API of a running instance. */
export interface Client {
  readonly url: string;
  get(path: string): Promise<unknown>;
  /** JSON, or bytes as they are. */
  post(path: string, body: unknown): Promise<unknown>;
}

/** @throws AppError `NOT_RUNNING` with the remedy when nobody answers */
export async function openClient(home: string, env: Readonly<Record<string, string | undefined>>): Promise<Client> {
  const run = await readRunFile(home);
  const url = env.FACTEUR_URL ?? run?.url;
  const token = env.FACTEUR_URL === undefined ? run?.token : env.FACTEUR_ADMIN_TOKEN;
  if (url === undefined)
    throw new AppError(
      'NOT_RUNNING',
      `Nothing runs in ${home}: start it with « npm start », or set FACTEUR_URL and FACTEUR_ADMIN_TOKEN`,
    );
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token ?? ''}` },
    }).catch((cause: unknown) => {
      throw new AppError('NOT_RUNNING', `Nobody answers at ${url} (${messageOf(cause)}): start it with « npm start »`, {
        cause,
      });
    });
    const answer: unknown = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const { detail, code } = answer as { detail?: string; code?: string };
    throw new AppError(
      response.status === 404 ? 'NOT_FOUND' : 'BAD_INPUT',
      detail ?? `${path}: HTTP ${response.status}`,
      { status: response.status, code },
    );
  };
  return {
    url,
    get: (path) => call(path, {}),
    post: (path, body) =>
      Buffer.isBuffer(body)
        ? call(path, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'message/rfc822' } })
        : call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}
