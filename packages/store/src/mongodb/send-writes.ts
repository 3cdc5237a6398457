/** A batch of writes: in waves, and within a wave inserts, replaces and deletes at the same time. */
import { AppError, type Random } from '@facteur/primitives';
import type { WriteOutcome } from '../store.ts';
import { type PreparedDelete, type PreparedPut, type PreparedWrite, wavesOf } from './prepare-writes.ts';
import { sendDeletes } from './send-deletes.ts';
import { type Outcomes, sendPuts } from './send-puts.ts';
import type { WriteContext } from './write-context.ts';

const WRITER_BYTES = 9;

/** What became of each write, in order. Almost always one wave: a second write to a document waits for the first. */
export async function sendWrites(
  { random, ...where }: Omit<WriteContext, 'writer'> & { readonly random: Random },
  writes: readonly PreparedWrite[],
): Promise<readonly WriteOutcome[]> {
  const outcomes: Outcomes = new Map();
  for (const wave of wavesOf(writes)) {
    const context = { ...where, writer: random.bytes(WRITER_BYTES).toString('base64url') };
    for (const [place, outcome] of await sendWave(context, wave)) outcomes.set(place, outcome);
  }
  return writes.map(({ place }) => {
    const outcome = outcomes.get(place);
    if (outcome === undefined) throw new AppError('INTERNAL', 'A write has no outcome');
    return outcome;
  });
}

/** Resolves or fails when nothing of the wave is under way any more. */
async function sendWave(context: WriteContext, wave: readonly PreparedWrite[]): Promise<Outcomes> {
  const puts = (op: PreparedPut['op']) => wave.filter((write): write is PreparedPut => write.op === op);
  const deletes = wave.filter((write): write is PreparedDelete => write.op === 'delete');
  const results = await Promise.allSettled([
    sendPuts(context, puts('insert')),
    sendReplaces(context, puts('replace')),
    sendDeletes(context, deletes),
  ]);
  return new Map(
    results.flatMap((result) => {
      if (result.status === 'rejected') throw result.reason;
      return [...result.value];
    }),
  );
}

async function sendReplaces(context: WriteContext, writes: readonly PreparedPut[]): Promise<Outcomes> {
  const { updatesAtOnce } = context.server;
  if (writes.length <= updatesAtOnce) return sendPuts(context, writes);
  const outcomes: Outcomes = new Map();
  for (let start = 0; start < writes.length; start += updatesAtOnce) {
    const sent = await sendPuts(context, writes.slice(start, start + updatesAtOnce));
    for (const [place, outcome] of sent) outcomes.set(place, outcome);
  }
  return outcomes;
}
