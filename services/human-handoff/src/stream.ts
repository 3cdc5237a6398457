/** `GET /api/v1/stream`: what changes, as server-sent events. Live only: it holds nothing back and replays nothing. */
import { TOPICS } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import type { Kernel } from '@facteur/runtime';
import { openLive } from './live.ts';

const HEARTBEAT_MS = 15_000;
/** A reader who is this far behind misses what comes meanwhile: a live page asks again anyway. */
const MAX_UNREAD_BYTES = 256 * 1024;

/** Who tells that a case changed in lists: events are told before the lists have what they say. */
interface ListChanges {
  listen(listener: (number: string) => void): () => void;
}

/** Tells which case changed and by what, never what was said; as topic `desk.changed`, that lists show the change. */
export function streamRoute({ bus, clock }: Pick<Kernel, 'bus' | 'clock'>, lists?: ListChanges): Route {
  const live = openLive(
    bus,
    TOPICS.map(({ name }) => name),
  );
  return route({
    method: 'get',
    path: '/api/v1/stream',
    summary: 'What changes, live (server-sent events): `{ topic, case, id }`',
    role: 'reader',
    handle: async ({ response }) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      response.set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      const say = (text: string): void => {
        if (gone.signal.aborted || response.writableEnded || response.writableLength >= MAX_UNREAD_BYTES) return;
        response.write(text);
      };
      const leave = await live.listen(({ topic, number, id }) => {
        say(`event: ${topic}\ndata: ${JSON.stringify({ topic, case: number, id })}\n\n`);
      });
      const leaveLists = lists?.listen((number) => {
        say(`event: desk.changed\ndata: ${JSON.stringify({ topic: 'desk.changed', case: number, id: '' })}\n\n`);
      });
      // Only now: whoever has the headers misses nothing from then on.
      response.write('retry: 2000\n\n');
      while (!gone.signal.aborted) {
        await clock.wait(HEARTBEAT_MS, gone.signal);
        say(': still here\n\n');
      }
      leave();
      leaveLists?.();
      return undefined;
    },
  });
}
