/** Calls to the API: JSON in, JSON out; failures are `ApiError`s. Tells the connection whether the server answered. */
import { connection } from './connection.ts';

/** An answer that is not a success. `status` 0: nobody answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** The problem document, or what else came. */
  readonly body: unknown;

  constructor(status: number, code: string, detail: string, body?: unknown) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

/** GET. @throws ApiError */
export function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>(path, signal === undefined ? {} : { signal });
}

/** POST of a JSON body. @throws ApiError */
export function post<Answer = unknown>(path: string, body: object = {}): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  return call<Answer>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** POST of a raw mail (RFC 5322). @throws ApiError */
export function postMail<Answer>(path: string, raw: string): Promise<Answer> {
  return call<Answer>(path, { method: 'POST', headers: { 'Content-Type': 'message/rfc822' }, body: raw });
}

async function call<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await reach(path, init);
  const text = await response.text();
  const body = text === '' ? undefined : readJson(text);
  if (response.ok) return body as Answer;
  const { code = 'UNKNOWN', detail = response.statusText } = (body ?? {}) as { code?: string; detail?: string };
  throw new ApiError(response.status, code, detail, body);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      ...init,
      headers: { Accept: 'application/json', ...init.headers },
      credentials: 'same-origin',
    });
    connection.answered();
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connection.failed();
    throw new ApiError(0, 'UNREACHABLE', error instanceof Error ? error.message : 'unreachable');
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `?a=1&b=2` of those that have a value; empty when none has. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => {
    const [, value] = entry;
    return value !== undefined && value !== '';
  });
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? '' : `?${search}`;
}
