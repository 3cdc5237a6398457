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

export function lineOf({ topic, data }: TimelineEntry, words: Words): Line {
  const known = (data ?? {}) as Data;
  switch (topic) {
    case 'mail.received':
      return { kind: 'in', title: words.timeline.received, note: text(known.subject) };
    case 'mail.understood':
      return understood(known, words);
    case 'review.requested':
      return { kind: 'bot', title: words.timeline.reviewAsked, note: reasonsOf(known.reasons, words) };
    case 'review.decided':
      return decided(known, words);
    case 'reply.requested':
      return { kind: 'bot', title: words.timeline.requested, note: purposeOf(known, words) };
    case 'reply.sent':
      return { kind: 'out', title: words.timeline.sent, note: purposeOf(known, words) };
    case 'reply.failed':
      return { kind: 'bad', title: words.timeline.failed, note: text(known.detail) };
    default:
      return stateLine(topic, known, words);
  }
}

function stateLine(topic: string, data: Data, words: Words): Line {
  const { timeline } = words;
  switch (topic) {
    case 'case.changed':
      return changed(data, words);
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

function changed({ change, journey, step, outcome, explanation }: Data, words: Words): Line {
  const where = [journey, step].map(text).filter(Boolean).map(inWords).join(' › ');
  const ending = outcome === undefined ? '' : (words.outcomes[text(outcome)] ?? inWords(text(outcome)));
  const title = words.timeline.changes[text(change)] ?? words.timeline.other;
  return { kind: 'bot', title, note: [where, ending, text(explanation)].filter(Boolean).join(' · ') };
}

function decided({ decision, advisor, note }: Data, words: Words): Line {
  const title = `${words.timeline.decided} · ${actorOf(advisor, words)}`;
  return { kind: 'human', title, note: [decisionInWords(decision, words), text(note)].filter(Boolean).join(' — ') };
}

/** A decision as it is told: `« Accepter »`. */
export function decisionInWords(decision: unknown, { timeline, outcomes }: Words): string {
  const { kind, option, intent, outcome } = (decision ?? {}) as Data;
  switch (kind) {
    case 'option':
      return timeline.option(inWords(text(option)));
    case 'intent':
      return timeline.intent(inWords(text(intent)));
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
