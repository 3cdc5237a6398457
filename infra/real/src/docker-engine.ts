/** Whether a Docker engine answers; asked by hand, because loading a library for it takes longer than the answer. */
import { type RequestOptions, request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

const TIMEOUT_MS = 3000;

/** `DOCKER_HOST` if it is set; else the sockets of an engine of the system, of the user, of Docker Desktop. */
export async function isDockerUp({ dockerHost, userRunFolder }: Environment): Promise<boolean> {
  for (const engine of dockerHost === undefined ? usualEngines(userRunFolder) : engineOf(dockerHost))
    if (await answers(engine)) return true;
  return false;
}

function usualEngines(userRunFolder: string | undefined): RequestOptions[] {
  return [
    '/var/run/docker.sock',
    ...(userRunFolder === undefined ? [] : [join(userRunFolder, 'docker.sock')]),
    join(homedir(), '.docker/run/docker.sock'),
  ].map((socketPath) => ({ socketPath }));
}

function engineOf(dockerHost: string): RequestOptions[] {
  if (dockerHost.startsWith('unix://')) return [{ socketPath: dockerHost.slice('unix://'.length) }];
  if (!URL.canParse(dockerHost)) return [];
  const { hostname, port } = new URL(dockerHost);
  return [{ hostname, port: port || 2375 }];
}

function answers(engine: RequestOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ ...engine, path: '/_ping', timeout: TIMEOUT_MS }, (answer) => {
      answer.resume();
      // Any answer will do: an engine that wants TLS answers 400, and its certificates are the library's affair.
      resolve(true);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.once('close', () => resolve(false));
    asked.end();
  });
}
