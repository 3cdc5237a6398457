/** The history of a case: every event in order, each in words. What no schema of ours reads is shown as it is. */
import {
  advisorActed,
  caseChanged,
  leaseChanged,
  mailReceived,
  mailUnderstood,
  replyFailed,
  replyRequested,
  replySent,
  requestSchema,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import { z } from 'zod';
import type { TimelineEntry } from '../case-view.ts';
import { type Html, html } from './html.ts';
import { instant, type Page, pairs } from './page.ts';
import type { Line } from './timeline-line.ts';
import { mailLine, replyFailedLine, replyRequestedLine, replySentLine, understoodLine } from './timeline-mail.ts';
import {
  advisorActedLine,
  caseChangedLine,
  leaseChangedLine,
  reviewDecidedLine,
  reviewRequestedLine,
} from './timeline-run.ts';

/** `mail.understood` without its mail. */
export const understandingSchema = z.object({
  model: z.string(),
  requests: z.array(requestSchema),
  data: z.array(z.object({ type: z.string(), raw: z.string(), value: z.json() })),
  tone: z.enum(['neutral', 'upset', 'threat']),
});

type Reader = (data: unknown, page: Page) => Line | undefined;

function reading<Data>(schema: z.ZodType<Data>, show: (data: Data, page: Page) => Line): Reader {
  return (data, page) => {
    const read = schema.safeParse(data);
    return read.success ? show(read.data, page) : undefined;
  };
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  [mailReceived.topic, reading(mailReceived.schema, mailLine)],
  [mailUnderstood.topic, reading(understandingSchema, understoodLine)],
  [caseChanged.topic, reading(caseChanged.schema, caseChangedLine)],
  [reviewRequested.topic, reading(reviewRequested.schema, reviewRequestedLine)],
  [reviewDecided.topic, reading(reviewDecided.schema, reviewDecidedLine)],
  [advisorActed.topic, reading(advisorActed.schema, advisorActedLine)],
  [leaseChanged.topic, reading(leaseChanged.schema, leaseChangedLine)],
  [replyRequested.topic, reading(replyRequested.schema, replyRequestedLine)],
  [replySent.topic, reading(replySent.schema, replySentLine)],
  [replyFailed.topic, reading(replyFailed.schema, replyFailedLine)],
]);

/** Every event, oldest first. */
export function timeline(entries: readonly TimelineEntry[], page: Page): Html {
  const known = new Set(entries.map(({ eventId }) => eventId));
  return html`<ol class="timeline">${entries.map((entry) => timelineItem(entry, page, known))}</ol>`;
}

function timelineItem(entry: TimelineEntry, page: Page, known: ReadonlySet<string>): Html {
  const { kind, title, note, body } = READERS.get(entry.topic)?.(entry.data, page) ?? unread(entry);
  return html`<li class="event ${kind}" id="event-${entry.eventId}">
<div class="event-head"><h3>${title}</h3>${note && html`<span class="note">${note}</span>`}${instant(page, entry.at)}</div>
${body && html`<div class="event-body">${body}</div>`}${origin(entry, page, known)}</li>`;
}

function unread({ topic, data }: TimelineEntry): Line {
  return {
    kind: 'bot',
    title: topic,
    body: html`<pre tabindex="0"><code>${JSON.stringify(data, null, 2)}</code></pre>`,
  };
}

/** Which event it was and which one led to it: for those who trace. */
function origin({ topic, eventId, cause }: TimelineEntry, { words }: Page, known: ReadonlySet<string>): Html {
  const why =
    cause !== undefined &&
    (known.has(cause) ? html`<a href="#event-${cause}"><code>${cause}</code></a>` : html`<code>${cause}</code>`);
  return html`<details class="origin" id="origin-${eventId}"><summary>${topic}</summary>${pairs([
    [words.line.event, html`<code>${eventId}</code>`],
    [words.line.cause, why],
  ])}</details>`;
}
