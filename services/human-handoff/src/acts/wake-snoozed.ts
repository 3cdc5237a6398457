/**
 * Ends snoozes. Their timers stand in the desk's documents like any other, and are found by the kernel's index of due times; since
 * the desk joins no consumer group, what falls due comes as a command and not over the bus.
 */
import { isoTime } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { DeskState } from './state.ts';
import { SNOOZE } from './writing.ts';

const PAGE = 200;

/** Wakes every case whose time has come. Returns how many. Two instances at it at once wake each case once. */
export async function wakeSnoozed(runner: Pick<Runner<DeskState>, 'find' | 'command'>, nowMs: number): Promise<number> {
  let woken = 0;
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const page = await runner.find({ index: 'kernel-due', range: { below: nowMs + 1 }, limit: PAGE, ...from });
    const due = page.documents.flatMap(({ key, subject, timers: { [SNOOZE]: atMs } }) =>
      atMs === undefined || atMs > nowMs ? [] : [{ about: { key, subject, id: `wake/${key}/${atMs}` }, atMs }],
    );
    const woke = due.map(({ about, atMs }) => runner.command(about, 'wake', { until: isoTime(atMs) }));
    // One that cannot be woken now is due still; the others are not kept waiting by it.
    const outcomes = await Promise.allSettled(woke);
    woken += outcomes.filter(({ status }) => status === 'fulfilled').length;
    after = page.cursor;
  } while (after !== undefined);
  return woken;
}
