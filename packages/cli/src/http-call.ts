/** One HTTP call over a connection that is kept. Node's own client: an import makes thousands, and `fetch` costs five times as much. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/** What to send. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** The answer; `body` is its JSON, or an empty object when it is none. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** @throws Error of node when nobody answers, or the connection ends amid the answer */
export function callHttp(url: URL, { method, headers, body }: HttpCall): Promise<HttpAnswer> {
  const isSecure = url.protocol === 'https:';
  const options = {
    method,
    agent: isSecure ? agents.https : agents.http,
    headers: { ...headers, 'content-length': body?.length ?? 0 },
  };
  return new Promise((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)(url, options, (response) => {
      readJson(response).then((json) => resolve({ status: response.statusCode ?? 0, body: json }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function readJson(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return {};
  }
}
