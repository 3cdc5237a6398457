/** What a journey has gathered, and where each of it came from: read from the timeline alone. Pure. */
import type { AnyMail, Changed, Requested } from '../api/case-types.ts';
import type { Actor, Case, Json, Review, TimelineEntry } from '../api/types.ts';

/** `answer`: a mail after we asked; `run`: worked out on the way. */
export type Origin =
  | { readonly kind: 'mail' | 'answer' | 'call'; readonly at: string }
  | { readonly kind: 'file'; readonly at: string; readonly name: string }
  | { readonly kind: 'system'; readonly at: string; readonly operation: string }
  | { readonly kind: 'person'; readonly at: string; readonly by: Actor }
  | { readonly kind: 'run'; readonly at: string };

export interface Gathered {
  readonly name: string;
  readonly value: Json;
  /** Absent: the timeline does not tell. */
  readonly origin?: Origin;
}

/** What a run was begun with, as a whole: what of it the journey takes has a name of its own. */
const BEGUN_WITH = 'facts';

/** In the order in which they became known; what is known no more is left out. An open review adds what it knows besides. */
export function gatheredOf({ timeline }: Pick<Case, 'timeline'>, review?: Pick<Review, 'data'>): readonly Gathered[] {
  const reading: Reading = { corrected: new Map(), hasAsked: false };
  const known = new Map<string, Gathered>();
  for (const entry of timeline) {
    if (entry.topic === 'case.changed') learn(known, reading, entry);
    else follow(reading, entry);
  }
  for (const [name, value] of Object.entries(review?.data ?? {})) {
    const before = known.get(name);
    if (before === undefined || !isSame(before.value, value)) known.set(name, { name, value });
  }
  known.delete(BEGUN_WITH);
  return [...known.values()];
}

/** What was last heard before a run learned something. */
interface Reading {
  mail?: { readonly mail: AnyMail; readonly at: string; readonly isAnswer: boolean };
  /** Corrections that no run has taken up yet, by name. */
  readonly corrected: Map<string, { readonly value: Json; readonly by: Actor; readonly at: string }>;
  hasAsked: boolean;
}

function follow(reading: Reading, { topic, at, data }: TimelineEntry): void {
  switch (topic) {
    case 'mail.received': {
      const mail = data as AnyMail;
      if (mail.side === undefined) reading.mail = { mail, at, isAnswer: reading.hasAsked };
      return;
    }
    case 'reply.requested': {
      const { purpose, side } = data as Requested;
      if (side === undefined && purpose === 'question') reading.hasAsked = true;
      return;
    }
    case 'review.decided': {
      const { data: given = {}, advisor } = data as { data?: Record<string, Json>; advisor?: Actor };
      for (const [name, value] of Object.entries(given))
        reading.corrected.set(name, { value, by: advisor ?? { id: '' }, at });
      return;
    }
    default:
  }
}

function learn(known: Map<string, Gathered>, reading: Reading, { at, data }: TimelineEntry): void {
  const { learned = {}, called } = (data as Changed).data ?? {};
  for (const [name, value] of Object.entries(learned)) {
    known.delete(name);
    if (value === null) continue;
    const origin = originOf({ name, value, called, at }, reading);
    known.set(name, { name, value, ...(origin !== undefined && { origin }) });
  }
}

interface Learned {
  readonly name: string;
  readonly value: Json;
  readonly called: { readonly operation: string; readonly output?: Json } | undefined;
  readonly at: string;
}

function originOf({ name, value, called, at }: Learned, { corrected, mail }: Reading): Origin | undefined {
  const correction = corrected.get(name);
  if (correction !== undefined && isSame(correction.value, value))
    return { kind: 'person', by: correction.by, at: correction.at };
  if (called?.output !== undefined && isSame(called.output, value))
    return { kind: 'system', operation: called.operation, at };
  // After a call nothing new was heard: what else is known then was worked out.
  if (called !== undefined) return { kind: 'run', at };
  return mail === undefined ? undefined : saidIn(mail, value);
}

function saidIn({ mail, at, isAnswer }: NonNullable<Reading['mail']>, value: Json): Origin {
  const name = fileNameOf(value);
  if (name !== undefined && mail.attachments?.some((file) => file.name === name)) return { kind: 'file', at, name };
  if (mail.channel === 'phone') return { kind: 'call', at };
  return { kind: isAnswer ? 'answer' : 'mail', at };
}

/** A document as journeys keep it; of several, the first one. */
function fileNameOf(value: Json): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  if (one === null || one === undefined || typeof one !== 'object' || Array.isArray(one)) return undefined;
  const { name, type } = one;
  return typeof name === 'string' && typeof type === 'string' && type.includes('/') ? name : undefined;
}

/** Members in whatever order. */
function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, inner]) => [name, sorted(inner)]));
}
