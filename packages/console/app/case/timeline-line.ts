/** Every event of a case as one line in words. Pure; what is not known is told by its topic. */
import type { TimelineEntry } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import type { Words } from '../words/words.ts';

export interface Line {
  /** Whose doing it is: the customer's, ours towards the customer, the bot's, a person's; or what went wrong. */
  readonly kind: 'in' | 'out' | 'bot' | 'human' | 'bad';
  readonly title: string;
  readonly note?: string;
}

type Data = Record<string, unknown>;

/** What a journey or an intent is called. */
type Titles = (name: string) => string;

export function lineOf({ topic, data, saidBy }: TimelineEntry, words: Words, titleOf: Titles = inWords): Line {
  const known = (data ?? {}) as Data;
  switch (topic) {
    case 'mail.received':
      return { kind: 'in', title: words.timeline.received, note: text(known.subject) };
    case 'mail.understood':
      return understood(known, words);
    case 'review.requested':
      return { kind: 'bot', title: words.timeline.reviewAsked, note: reasonsOf(known.reasons, words) };
    case 'review.decided':
      return decided(known, words, titleOf);
    case 'reply.requested':
      return { kind: 'bot', title: words.timeline.requested, note: requestedOf(known, saidBy, words) };
    case 'reply.sent':
      return { kind: 'out', title: words.timeline.sent, note: purposeOf(known, words) };
    case 'reply.failed':
      return { kind: 'bad', title: failedTitle(known, words), note: failureOf(known, words) };
    default:
      return stateLine(topic, known, words, titleOf);
  }
}

function stateLine(topic: string, data: Data, words: Words, titleOf: Titles): Line {
  const { timeline } = words;
  switch (topic) {
    case 'case.changed':
      return changed(data, words, titleOf);
    case 'lease.changed': {
      const isBot = data.holder === 'bot';
      const note = isBot ? '' : actorOf(data.advisor, words);
      return { kind: isBot ? 'bot' : 'human', title: timeline.lease[isBot ? 'bot' : 'advisor'], note };
    }
    case 'advisor.acted': {
      const act = timeline.acts[text(data.action)] ?? inWords(text(data.action));
      return { kind: 'human', title: `${actorOf(data.advisor, words)} ${act}`, note: text(data.note) };
    }
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

function changed({ change, journey, step, outcome, explanation }: Data, words: Words, titleOf: Titles): Line {
  const [name, place] = [text(journey), text(step)];
  const where = [name && titleOf(name), place && inWords(place)].filter(Boolean).join(' › ');
  const ending = outcome === undefined ? '' : (words.outcomes[text(outcome)] ?? inWords(text(outcome)));
  const title = words.timeline.changes[text(change)] ?? words.timeline.other;
  return { kind: 'bot', title, note: [where, ending, text(explanation)].filter(Boolean).join(' · ') };
}

function decided({ decision, advisor, note }: Data, words: Words, titleOf: Titles): Line {
  const title = `${words.timeline.decided} · ${actorOf(advisor, words)}`;
  return {
    kind: 'human',
    title,
    note: [decisionInWords(decision, words, titleOf), text(note)].filter(Boolean).join(' — '),
  };
}

/** A decision as it is told: `« Accepter »`. */
export function decisionInWords(decision: unknown, { timeline, outcomes }: Words, titleOf: Titles = inWords): string {
  const { kind, option, intent, outcome } = (decision ?? {}) as Data;
  switch (kind) {
    case 'option':
      return timeline.option(inWords(text(option)));
    case 'intent':
      return timeline.intent(titleOf(text(intent)));
    case 'reply':
      return timeline.replied;
    case 'close':
      return timeline.closed(outcomes[text(outcome)] ?? inWords(text(outcome)));
    default:
      return '';
  }
}

function reasonsOf(reasons: unknown, words: Words): string {
  if (!Array.isArray(reasons)) return '';
  return reasons.map(({ code }: { code: string }) => words.reasons[code]?.[0] ?? inWords(code)).join(', ');
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
