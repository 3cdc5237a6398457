/** The small server for Prometheus and probes: `/metrics`, `/healthz`, `/readyz`, without sign-in, on an address of its own. */
import { buildApp, type Route, route, tokenSignIn } from '@facteur/http';
import { systemRandom } from '@facteur/primitives';
import type { Metrics } from '@facteur/runtime';
import { VERSION } from './version.ts';

export function metricsApp(metrics: Metrics, health: readonly Route[]): ReturnType<typeof buildApp> {
  const probes = health.filter(({ path }) => path === '/healthz' || path === '/readyz');
  // Nobody knows this token: the server has public routes only.
  return buildApp({
    routes: [metricsRoute(metrics), ...probes],
    signIn: tokenSignIn(systemRandom.bytes(32).toString('hex')),
    version: VERSION,
  });
}

function metricsRoute({ registry }: Metrics): Route {
  return route({
    method: 'get',
    path: '/metrics',
    summary: 'Metrics in Prometheus’ text format',
    role: 'public',
    handle: async ({ response }) => {
      response.type(registry.contentType).send(await registry.metrics());
      return undefined;
    },
  });
}
