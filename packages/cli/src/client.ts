/** How commands talk to the running instance: `FACTEUR_URL` and token, or what `run.json` in the data folder says. */
import { AppError, messageOf } from '@facteur/primitives';
import { callHttp } from './http-call.ts';
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
  const authorization = `Bearer ${token ?? ''}`;
  const call = async (path: string, method: 'GET' | 'POST', type?: string, body?: Buffer): Promise<unknown> => {
    const headers = { authorization, ...(type === undefined ? {} : { 'content-type': type }) };
    const answer = await callHttp(new URL(path, url), { method, headers, body }).catch((cause: unknown) => {
      throw new AppError('NOT_RUNNING', `Nobody answers at ${url} (${messageOf(cause)}): start it with « npm start »`, {
        cause,
      });
    });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    const { detail, code } = answer.body as { detail?: string; code?: string };
    const message = detail ?? `${path}: HTTP ${answer.status}`;
    throw new AppError(answer.status === 404 ? 'NOT_FOUND' : 'BAD_INPUT', message, { status: answer.status, code });
  };
  return {
    url,
    get: (path) => call(path, 'GET'),
    post: (path, body) =>
      Buffer.isBuffer(body)
        ? call(path, 'POST', 'message/rfc822', body)
        : call(path, 'POST', 'application/json', Buffer.from(JSON.stringify(body))),
  };
}
