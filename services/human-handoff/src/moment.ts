/** Time travel: what a run knew, and why it was there, when it entered a step. Read from a timeline. Pure. */
import type { TimelineEntry } from './case-view.ts';

/** A call that was answered by then. */
export interface AnsweredCall {
  readonly step: string;
  readonly operation: string;
  readonly input: unknown;
  readonly output?: unknown;
  /** Why there is no output. */
  readonly code?: string;
}

/** One moment of a case: the input at whose end the run had entered the step. */
export interface Moment {
  readonly at: string;
  /** The version that was followed, by content hash. */
  readonly journey: string | undefined;
  readonly hash: string | undefined;
  readonly step: string;
  /** From 1; of a decision, the rule that held. */
  readonly row?: number;
  /** Why, in words. */
  readonly explanation?: string;
  /** The steps up to this one, as `journey/step#row`. */
  readonly path: readonly string[];
  /** What the run knew, by name. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly calls: readonly AnsweredCall[];
}

interface Changed {
  readonly journey?: string;
  readonly journeyHash?: string;
  readonly explanation?: string;
  readonly data?: {
    readonly trail?: readonly string[];
    readonly learned?: Readonly<Record<string, unknown>>;
    readonly called?: AnsweredCall;
  };
}

/** The moment at which `step` was entered for the `visit`-th time (from 1; default: the last time); undefined when it never was. */
export function momentOf(timeline: readonly TimelineEntry[], step: string, visit?: number): Moment | undefined {
  let found: Moment | undefined;
  let visits = 0;
  let known = nothing;
  for (const { at, topic, data } of timeline) {
    if (topic !== 'case.changed') continue;
    const changed = data as Changed;
    const { journey, journeyHash: hash, explanation } = changed;
    // Another version is another run: it is told anew what is known.
    if (hash !== undefined && hash !== known.hash) known = { ...nothing, hash, path: known.path };
    for (const entered of changed.data?.trail ?? []) {
      known = { ...known, path: [...known.path, entered] };
      const [name = '', row] = entered.slice(entered.indexOf('/') + 1).split('#');
      if (name !== step) continue;
      visits += 1;
      const { path, data: facts, calls } = after(known, changed);
      const place = { at, journey: journey ?? entered.split('/')[0], hash: known.hash, step, path };
      found = { ...place, ...(row && { row: Number(row) }), ...(explanation && { explanation }), data: facts, calls };
      if (visits === visit) return found;
    }
    known = after(known, changed);
  }
  return visit === undefined ? found : undefined;
}

interface Known extends Pick<Moment, 'hash' | 'path' | 'data' | 'calls'> {}
const nothing: Known = { hash: undefined, path: [], data: {}, calls: [] };

function after(known: Known, { data }: Changed): Known {
  const merged = Object.entries({ ...known.data, ...data?.learned }).filter(([, value]) => value !== null);
  const calls = data?.called === undefined ? known.calls : [...known.calls, data.called];
  return { ...known, data: Object.fromEntries(merged), calls };
}

/** Steps that a timeline went through, each once, in order: what may be asked for. */
export function stepsIn(timeline: readonly TimelineEntry[]): string[] {
  const trails = timeline.flatMap(({ topic, data }) =>
    topic === 'case.changed' ? ((data as Changed).data?.trail ?? []) : [],
  );
  return [...new Set(trails.map((entered) => entered.slice(entered.indexOf('/') + 1).split('#')[0] ?? ''))];
}
