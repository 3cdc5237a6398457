/** Sends a file and tells how much of it is there: `fetch` cannot say. */
import { ApiError } from '../api/client.ts';
import type { Uploaded } from '../api/write-types.ts';

/** POST of a file's bytes below `/api/v1`; `onShare` is told 0…1. @throws ApiError; never settles after `signal` aborts. */
export function upload(
  path: string,
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      const body: unknown = request.response;
      if (request.status >= 200 && request.status < 300) resolve(body as Uploaded);
      else reject(problemOf(request.status, body));
    });
    request.addEventListener('error', () => reject(new ApiError(0, 'UNREACHABLE', 'unreachable')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function problemOf(status: number, body: unknown): ApiError {
  const { code = 'UNKNOWN', detail = '' } = (body ?? {}) as { code?: string; detail?: string };
  return new ApiError(status, code, detail, body);
}
