/** What rules did: of each case which of them acted, that none does twice; of each rule on how many cases, for the report. */

import type { Priority } from '@facteur/contracts';
import { AppError, type Clock, isoTime } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';

/** How often a rule acted, and when last. */
export interface RuleMatches {
  readonly matches30d: number;
  readonly lastMatchAt?: string;
}

/** The memory of rules. Nothing personal is in it: numbers of cases and ids of rules. */
export interface RuleMemory {
  /** What rules have done to a case already, as `note` was told. */
  done(number: string): Promise<ReadonlySet<string>>;
  /**
   * Notes what they did, and the priority that they give the case; the more urgent one stays. Returns what was not noted before.
   * @throws AppError `CONFLICT` (retry later) when it is written to all the time
   */
  note(number: string, done: readonly string[], priority?: Priority): Promise<readonly string[]>;
  /** What rules made of a case's priority; undefined: nothing. */
  priorityOf(number: string): Promise<Priority | undefined>;
  /** The same of many at once. */
  prioritiesOf(numbers: readonly string[]): Promise<ReadonlyMap<string, Priority>>;
  /** Counts one case more for each of these rules, today. @throws as `note`: then it is counted with the next one */
  count(ruleIds: readonly string[]): Promise<void>;
  matches(ruleId: string): Promise<RuleMatches>;
  forget(ruleId: string): Promise<void>;
}

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Others write the same document now and then, not ten times in a row. */
const MOST_TRIES = 10;
const URGENCY: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

type Collection = Awaited<ReturnType<Kernel['store']['collection']>>;
type Content = Readonly<Record<string, unknown>>;

interface CaseDone {
  readonly done?: readonly string[];
  readonly priority?: Priority;
}

interface RuleCount {
  /** Day → cases. */
  readonly days?: Readonly<Record<string, number>>;
  readonly lastMatchAt?: string;
}

/** Opens the collection `handoff-rules`. */
export async function openRuleMemory({ store, clock }: Pick<Kernel, 'store' | 'clock'>): Promise<RuleMemory> {
  const collection = await store.collection({ name: 'handoff-rules' });
  const priorityOf = async (number: string) => ((await collection.get(number)) as CaseDone | undefined)?.priority;
  return {
    done: async (number) => new Set(((await collection.get(number)) as CaseDone | undefined)?.done ?? []),
    async note(number, done, priority) {
      let fresh: readonly string[] = [];
      await change(collection, number, (before: CaseDone) => {
        const known = before.done ?? [];
        fresh = done.filter((one) => !known.includes(one));
        const most = mostUrgent([before.priority, priority]);
        return { done: [...known, ...fresh], ...(most && { priority: most }) };
      });
      return fresh;
    },
    priorityOf,
    async prioritiesOf(numbers) {
      const found = await collection.getMany(numbers);
      return new Map(
        found.flatMap((doc) => {
          const { priority } = (doc ?? {}) as CaseDone;
          return doc && priority ? [[doc._id, priority] as const] : [];
        }),
      );
    },
    ...countsIn(collection, clock),
  };
}

/** The most urgent of them; undefined of none. */
export function mostUrgent(priorities: readonly (Priority | undefined)[]): Priority | undefined {
  return URGENCY.findLast((priority) => priorities.includes(priority));
}

function countsIn(collection: Collection, clock: Clock): Pick<RuleMemory, 'count' | 'matches' | 'forget'> {
  const idOf = (ruleId: string): string => `rule/${ruleId}`;
  /** Not written yet: rule → cases. One writer at a time, so that a process does not stand in its own way. */
  const pending = new Map<string, number>();
  let writing: Promise<void> = Promise.resolve();
  const writeOne = async (ruleId: string): Promise<void> => {
    const cases = pending.get(ruleId);
    if (cases === undefined) return;
    await change(collection, idOf(ruleId), (before: RuleCount) => counted(before, clock.now(), cases));
    const left = (pending.get(ruleId) ?? cases) - cases;
    if (left > 0) pending.set(ruleId, left);
    else pending.delete(ruleId);
  };
  return {
    count(ruleIds) {
      for (const id of ruleIds) pending.set(id, (pending.get(id) ?? 0) + 1);
      const written = writing.then(async () => {
        for (const id of ruleIds) await writeOne(id);
      });
      writing = written.catch(() => undefined);
      return written;
    },
    async matches(ruleId) {
      const { days = {}, lastMatchAt } = ((await collection.get(idOf(ruleId))) ?? {}) as RuleCount;
      const matches30d = Object.values(recentDays(days, clock.now())).reduce((sum, cases) => sum + cases, 0);
      return { matches30d, ...(lastMatchAt === undefined ? {} : { lastMatchAt }) };
    },
    async forget(ruleId) {
      const stored = await collection.get(idOf(ruleId));
      if (stored) await collection.write([{ op: 'delete', id: stored._id, at: stored.version }]);
    },
  };
}

function counted({ days = {} }: RuleCount, now: number, cases: number): RuleCount {
  const today = dayOf(now);
  const recent = recentDays(days, now);
  return { days: { ...recent, [today]: (recent[today] ?? 0) + cases }, lastMatchAt: isoTime(now) };
}

function recentDays(days: Readonly<Record<string, number>>, now: number): Readonly<Record<string, number>> {
  const first = dayOf(now - (KEPT_DAYS - 1) * DAY_MS);
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= first));
}

function dayOf(ms: number): string {
  return isoTime(ms).slice(0, 10);
}

async function change<T extends object>(
  collection: Collection,
  id: string,
  apply: (before: Partial<T>) => T,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const stored = await collection.get(id);
    const { _id, version, ...before } = (stored ?? {}) as Content;
    const doc = { ...(apply(before as Partial<T>) as Record<string, never>), _id: id };
    const [written] = await collection.write([
      stored === undefined ? { op: 'insert', doc } : { op: 'replace', doc, at: stored.version },
    ]);
    if (written?.outcome === 'done') return;
  }
  throw new AppError('CONFLICT', `handoff-rules/${id} is being changed`, { retry: 'later' });
}
