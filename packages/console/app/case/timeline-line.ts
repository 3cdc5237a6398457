/** Every event of a case as one line in words. Pure; what is not known is told by its topic. */
import type { Acted, AnySent } from '../api/case-types.ts';
import type { TimelineEntry } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import type { Words } from '../words/words.ts';
import type { ActsWords } from './acts-words.ts';
import { outcomeInWords, reasonInWords } from './reason-words.ts';
import { NOTE } from './with-notes.ts';

export interface Line {
  /** Whose doing it is: the customer's, ours towards the customer, the bot's, a person's; with somebody outside; or what went wrong. */
  readonly kind: 'in' | 'out' | 'bot' | 'human' | 'side' | 'bad';
  readonly title: string;
  readonly note?: string;
}

type Data = Record<string, unknown>;

/**
 * What journeys and intents, steps and options are called. Two journeys may call a step or option of one name differently: without
 * `journey` it is the one that the case is in.
 */
export interface Names {
  readonly title: (name: string) => string;
  readonly step: (name: string, journey?: string) => string;
  readonly option: (name: string, journey?: string) => string;
}

export const PLAIN_NAMES: Names = {
  title: inWords,
  step: (name) => inWords(name),
  option: (name) => inWords(name),
};

/** In which words, and with which names, a line is told. */
export interface Tongue {
  readonly words: Words;
  readonly acts: ActsWords;
  readonly names: Names;
  /** The journey that a review was asked by. */
  readonly journeyOf?: (reviewId: string) => string | undefined;
}

export function lineOf(entry: TimelineEntry, tongue: Tongue): Line {
  const { words } = tongue;
  const known = (entry.data ?? {}) as Data;
  if (text(known.side) !== '') return sideLine(entry.topic, known, tongue);
  switch (entry.topic) {
    case 'mail.received':
      return { kind: 'in', title: receivedTitle(known, tongue), note: text(known.subject) };
    case 'mail.understood':
      return understood(known, words);
    case 'review.requested':
      return { kind: 'bot', title: words.timeline.reviewAsked, note: reasonsOf(known.reasons, tongue) };
    case 'review.decided':
      return decided(known, tongue);
    case 'reply.requested':
      return { kind: 'bot', title: words.timeline.requested, note: requestedOf(known, entry.saidBy, words) };
    case 'reply.sent':
      return { kind: 'out', title: words.timeline.sent, note: sentNote(known, tongue) };
    case 'reply.failed':
      return { kind: 'bad', title: failedTitle(known, words), note: failureOf(known, words) };
    default:
      return stateLine(entry.topic, known, tongue);
  }
}

/** A mail of a side conversation never reads like one of the customer's. */
function sideLine(topic: string, data: Data, { words, acts }: Tongue): Line {
  const { timeline } = acts;
  const subject = [text(data.subject), timeline.side].filter(Boolean).join(' · ');
  switch (topic) {
    case 'mail.received':
      return { kind: 'side', title: timeline.expertAnswered, note: subject };
    case 'reply.sent':
      return { kind: 'side', title: timeline.sideSent, note: subject };
    case 'reply.failed':
      return { kind: 'bad', title: timeline.sideFailed, note: failureOf(data, words) };
    default:
      return { kind: 'side', title: timeline.sideRequested, note: subject };
  }
}

function receivedTitle({ channel, notedBy }: Data, { words, acts }: Tongue): string {
  if (channel !== 'phone') return words.timeline.received;
  return notedBy === undefined ? acts.timeline.call : acts.call.notedBy(actorOf(notedBy, words));
}

function sentNote(data: Data, { words, acts }: Tongue): string {
  const { cc = [], attachments = [] } = data as Partial<AnySent>;
  const copied = cc.map(({ name, address }) => name ?? address).join(', ');
  return [
    purposeOf(data, words),
    copied !== '' && acts.timeline.copies(copied),
    attachments.length > 0 && acts.timeline.files(attachments.length),
  ]
    .filter(Boolean)
    .join(' · ');
}

function stateLine(topic: string, data: Data, tongue: Tongue): Line {
  const { words } = tongue;
  const { timeline } = words;
  switch (topic) {
    case 'case.changed':
      return changed(data, tongue);
    case NOTE:
      return { kind: 'human', title: tongue.acts.timeline.noted(actorOf(data.by, words)), note: text(data.text) };
    case 'case.opened':
      return { kind: 'human', title: tongue.acts.timeline.opened, note: actorOf(data.by, words) };
    case 'lease.changed': {
      const isBot = data.holder === 'bot';
      const note = isBot ? '' : actorOf(data.advisor, words);
      return { kind: isBot ? 'bot' : 'human', title: timeline.lease[isBot ? 'bot' : 'advisor'], note };
    }
    case 'advisor.acted':
      return acted(data, tongue);
    case 'timer.fired':
      return { kind: 'bot', title: timeline.timer };
    default:
      return { kind: 'bot', title: timeline.other, note: topic };
  }
}

function understood({ requests, tone }: Data, words: Words): Line {
  const count = Array.isArray(requests) ? requests.length : 0;
  return { kind: 'bot', title: words.timeline.understood(count), note: words.tones[text(tone)] ?? '' };
}

function acted(data: Data, { words, acts }: Tongue): Line {
  const { action, into, others = [], customer, parts = [], note, conversation } = data as unknown as Acted;
  const act = acts.timeline.acts[action] ?? words.timeline.acts[action] ?? inWords(text(action));
  const what = [
    into !== undefined && acts.timeline.into(into),
    others.join(', '),
    customer && (customer.name ?? customer.address),
    parts.length > 0 && acts.timeline.parts(parts.length),
    conversation !== undefined && acts.timeline.side,
    note,
  ];
  return {
    kind: conversation === undefined ? 'human' : 'side',
    title: `${actorOf(data.advisor, words)} ${act}`,
    note: what.filter(Boolean).join(' · '),
  };
}

function changed({ change, journey, step, outcome, explanation }: Data, { words, acts, names }: Tongue): Line {
  const [name, place] = [text(journey), text(step)];
  const where = [name && names.title(name), place && names.step(place, name || undefined)].filter(Boolean).join(' › ');
  const ending = outcome === undefined ? '' : outcomeInWords(text(outcome), words, acts);
  const title = words.timeline.changes[text(change)] ?? words.timeline.other;
  return { kind: 'bot', title, note: [where, ending, text(explanation)].filter(Boolean).join(' · ') };
}

function decided({ reviewId, decision, advisor, note }: Data, tongue: Tongue): Line {
  const { words } = tongue;
  const title = `${words.timeline.decided} · ${actorOf(advisor, words)}`;
  return {
    kind: 'human',
    title,
    note: [decisionInWords(decision, tongue, tongue.journeyOf?.(text(reviewId))), text(note)]
      .filter(Boolean)
      .join(' — '),
  };
}

/** A decision as it is told: `« Accepter »`. */
export function decisionInWords(decision: unknown, { words, acts, names }: Tongue, journey?: string): string {
  const { timeline } = words;
  const { kind, option, intent, outcome } = (decision ?? {}) as Data;
  switch (kind) {
    case 'option':
      return timeline.option(names.option(text(option), journey));
    case 'intent':
      return timeline.intent(names.title(text(intent)));
    case 'reply':
      return timeline.replied;
    case 'close':
      return timeline.closed(outcomeInWords(text(outcome), words, acts));
    default:
      return '';
  }
}

function reasonsOf(reasons: unknown, { words, acts }: Tongue): string {
  if (!Array.isArray(reasons)) return '';
  return reasons.map((reason: { code: string }) => reasonInWords(reason, words, acts).label).join(', ');
}

function requestedOf(data: Data, saidBy: string | undefined, words: Words): string {
  return [purposeOf(data, words), saidBy !== undefined && words.exchange.saidBy].filter(Boolean).join(' · ');
}

function failedTitle({ code }: Data, { exchange, timeline }: Words): string {
  return code === 'BOUNCED' ? exchange.cameBack : timeline.failed;
}

/** Why, in words where they are known; what the server said where it adds something. */
function failureOf({ code, suppressed, detail }: Data, { failures }: Words): string {
  const why = failures[text(suppressed) || text(code)];
  if (why === undefined) return text(detail);
  return suppressed === undefined ? [why, text(detail)].filter(Boolean).join(' — ') : why;
}

function purposeOf({ purpose }: Data, { purposes }: Words): string {
  return purposes[text(purpose)] ?? '';
}

function actorOf(actor: unknown, { common }: Words): string {
  const { id, name } = (actor ?? {}) as { id?: string; name?: string };
  return id === 'bot' ? common.bot : (name ?? id ?? '');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
