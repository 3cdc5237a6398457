/** `GET /api/v1/stream`: what changes, as server-sent events. Live only: it holds nothing back and replays nothing. */
import { TOPICS } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import type { Kernel } from '@facteur/runtime';

const HEARTBEAT_MS = 15_000;

/** Tells which case changed and by what, never what was said. */
export function streamRoute({ bus, clock }: Pick<Kernel, 'bus' | 'clock'>): Route {
  return route({
    method: 'get',
    path: '/api/v1/stream',
    summary: 'What changes, live (server-sent events): `{ topic, case, id }`',
    role: 'reader',
    handle: async ({ request, response }) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      const gone = new AbortController();
      const subscription = await bus.tail(
        TOPICS.map(({ name }) => name),
        (topic, { key, value }) => {
          const id = value !== null && typeof value === 'object' && 'id' in value ? String(value.id) : '';
          response.write(`event: ${topic}\ndata: ${JSON.stringify({ topic, case: key, id })}\n\n`);
        },
      );
      request.on('close', () => gone.abort());
      while (!gone.signal.aborted) {
        await clock.wait(HEARTBEAT_MS, gone.signal);
        if (!gone.signal.aborted) response.write(': still here\n\n');
      }
      await subscription.close();
      return undefined;
    },
  });
}
