/** Follows `/api/v1/stream` and has what is shown asked for again, a moment after the last change of a burst. */
import type { QueryClient } from '@tanstack/react-query';
import { connection } from './connection.ts';
import { keys } from './queries.ts';

const TOPICS = [
  'mail.received',
  'mail.understood',
  'review.requested',
  'review.decided',
  'advisor.acted',
  'lease.changed',
  'reply.requested',
  'reply.sent',
  'reply.failed',
  'case.changed',
  'case.opened',
  'desk.changed',
  'journey.published',
];
/** Changes come in bursts (a mail is received, understood, decided…): asked for once. */
const SETTLE_MS = 400;

/** Listens until the function that it returns is called. */
export function followLive(client: QueryClient): () => void {
  const source = new EventSource('/api/v1/stream');
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;
  const refresh = (): void => {
    timer = undefined;
    refreshLists(client);
    for (const number of changed) void client.invalidateQueries({ queryKey: keys.case(number) });
    changed.clear();
  };
  const onEvent = ({ data }: MessageEvent<string>): void => {
    const { case: number } = JSON.parse(data) as { case?: string };
    if (number !== undefined) changed.add(number);
    timer ??= setTimeout(refresh, SETTLE_MS);
  };
  for (const topic of TOPICS) source.addEventListener(topic, onEvent as EventListener);
  source.addEventListener('open', () => {
    connection.answered();
    // What happened meanwhile was not told: everything is asked for again.
    if (wasLost) void client.invalidateQueries();
    wasLost = false;
  });
  source.addEventListener('error', () => {
    wasLost = true;
    connection.failed();
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function refreshLists(client: QueryClient): void {
  for (const queryKey of [['desk'], ['counts'], ['supervision'], ['notifications'], ['quarantine'], ['journeys']]) {
    void client.invalidateQueries({ queryKey });
  }
}
