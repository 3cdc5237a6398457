/** Past cases of a running instance, by its API: page by page, several cases at a time. */
import { type PastCase, pastCase } from '@facteur/journey-orchestrator/replay';
import type { Client } from '../../client.ts';

/** A past case with what a list shows of it. */
export interface FetchedCase extends PastCase {
  readonly subject: string;
  /** ISO 8601. */
  readonly openedAt: string;
}

interface Listed {
  readonly number: string;
  readonly subject: string;
  readonly openedAt: string;
  readonly updatedAt: string;
}

const PAGE = 200;
const AT_ONCE = 8;

/** Cases whose first mail came at `sinceMs` or later, latest first. `onProgress` is told how many were read. */
export async function* fetchPast(
  client: Pick<Client, 'get'>,
  sinceMs: number,
  onProgress: (count: number) => void = () => undefined,
): AsyncGenerator<FetchedCase> {
  let after: string | undefined;
  let count = 0;
  do {
    const from = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const page = (await client.get(`/api/v1/cases?limit=${PAGE}${from}`)) as { cases: Listed[]; cursor?: string };
    // Sorted by their last change: once that is too old, so is everything that follows.
    const recent = page.cases.filter(({ updatedAt }) => Date.parse(updatedAt) >= sinceMs);
    const wanted = recent.filter(({ openedAt }) => Date.parse(openedAt) >= sinceMs);
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const some = wanted.slice(at, at + AT_ONCE);
      yield* await Promise.all(some.map((one) => fetchCase(client, one)));
      count += some.length;
      onProgress(count);
    }
    after = recent.length < page.cases.length ? undefined : page.cursor;
  } while (after !== undefined);
}

async function fetchCase(client: Pick<Client, 'get'>, { number, subject, openedAt }: Listed): Promise<FetchedCase> {
  const { timeline } = (await client.get(`/api/v1/cases/${number}`)) as { timeline: Parameters<typeof pastCase>[1] };
  return { ...pastCase(number, timeline), subject, openedAt };
}
