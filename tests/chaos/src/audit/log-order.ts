/** Order in the topics' logs. An event that lies there several times counts where it lies first: consumers drop the others. Pure. */
import { grouped } from './dossier.ts';
import type { CaseFacts, Finding, LogEntry } from './facts.ts';
import { isGrowing, type MailPlaces, outOfOrder } from './growing.ts';

/** What the events of a case are compared with. */
interface Index {
  /** By event id. */
  readonly events: ReadonlyMap<string, LogEntry>;
  /** By mail id. */
  readonly mailPlaces: ReadonlyMap<string, number>;
}

export function auditLog(log: readonly LogEntry[], cases: readonly CaseFacts[], places: MailPlaces): Finding[] {
  const firsts = firstTimes(log);
  const index: Index = {
    events: new Map(firsts.map((entry) => [entry.id, entry])),
    mailPlaces: mailPlacesOf(cases, places),
  };
  const missing = cases.flatMap((found) => missingFindings(found, index));
  const perTopicAndCase = grouped(firsts, ({ topic, subject }) => [`${topic} ${subject}`]);
  const findings = [...perTopicAndCase.values()].flatMap((events) => [
    ...partitionFindings(events),
    ...mailFindings(events, index),
    ...revisionFindings(events),
    ...chainFindings(events, index),
  ]);
  return [...missing, ...findings];
}

/** What a timeline tells was told by a topic: it is kept for days. */
function missingFindings({ number, timeline }: CaseFacts, { events }: Index): Finding[] {
  const missing = timeline.filter(({ eventId }) => !events.has(eventId)).map(({ topic }) => topic);
  if (missing.length === 0) return [];
  return [{ kind: 'not-in-log', about: number, detail: [...new Set(missing)].join(', ') }];
}

function firstTimes(log: readonly LogEntry[]): readonly LogEntry[] {
  const first = new Map<string, LogEntry>();
  for (const entry of log.toSorted((a, b) => a.offset - b.offset)) {
    const key = `${entry.topic} ${entry.id}`;
    if (!first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}

/** In the log Message-IDs are sealed: the timelines tell which mail is which. */
function mailPlacesOf(cases: readonly CaseFacts[], places: MailPlaces): ReadonlyMap<string, number> {
  const mails = cases.flatMap(({ timeline }) => timeline.filter(({ topic }) => topic === 'mail.received'));
  return new Map(mails.map(({ data }) => [data.mailId ?? '', places.get(data.messageId ?? '') ?? -1]));
}

type Events = readonly LogEntry[];

function partitionFindings(events: Events): Finding[] {
  const partitions = new Set(events.map(({ partition }) => partition));
  const [{ topic = '', subject = '' } = {}] = events;
  if (partitions.size === 1) return [];
  return [{ kind: 'two-partitions', about: subject, detail: `${topic}: ${[...partitions].join(', ')}` }];
}

function mailFindings(events: Events, { mailPlaces }: Index): Finding[] {
  const order = events.flatMap(({ mailId }) => (mailId === undefined ? [] : (mailPlaces.get(mailId) ?? [])));
  const [{ topic = '', subject = '' } = {}] = events;
  return isGrowing(order) ? [] : [outOfOrder(subject, `mails in ${topic}`, order)];
}

/** What tells of a run comes in the order of its revisions. */
function revisionFindings(events: Events): Finding[] {
  return [...grouped(events, ({ source }) => [source])].flatMap(([source, own]) => {
    const revisions = own.flatMap(({ revision }) => revision ?? []);
    const [{ topic = '', subject = '' } = {}] = own;
    return isGrowing(revisions) ? [] : [outOfOrder(subject, `revisions in ${topic} by ${source}`, revisions)];
  });
}

/** What one producer makes of the events of one topic comes in the order of those events. */
function chainFindings(events: Events, index: Index): Finding[] {
  const causeOf = ({ cause }: LogEntry): LogEntry | undefined => index.events.get(cause ?? '');
  const chains = grouped(events, (event) => {
    const cause = causeOf(event);
    return cause === undefined ? [] : [`${event.source} from ${cause.topic}`];
  });
  return [...chains].flatMap(([chain, effects]) => {
    const offsets = effects.map((effect) => causeOf(effect)?.offset ?? -1);
    const [{ topic = '', subject = '' } = {}] = effects;
    return isGrowing(offsets) ? [] : [outOfOrder(subject, `${topic} by ${chain}, offsets of the causes`, offsets)];
  });
}
