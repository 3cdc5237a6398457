/** The topic table: every topic, its event, who publishes it and who consumes it. ARCHITECTURE.md's table is generated from here. */
import { advisorActed, leaseChanged } from './advisors.ts';
import { caseChanged } from './case-changed.ts';
import { caseOpened } from './case-opened.ts';
import { deadLettered } from './dead-letter.ts';
import type { EventDefinition } from './envelope.ts';
import { journeyPublished } from './journey-published.ts';
import { mailReceived } from './mail-received.ts';
import { mailUnderstood } from './mail-understood.ts';
import { replyFailed, replyRequested, replySent } from './replies.ts';
import { reviewDecided, reviewRequested } from './reviews.ts';
import { timerFired } from './timer-fired.ts';

/** Consumer groups: one per flow. `human-handoff-cases` is the read model; `intent-classification-learning` learns from advisors. */
export const GROUPS = [
  'ingest',
  'intent-classification',
  'intent-classification-learning',
  'journey-orchestrator',
  'reply-composer',
  'human-handoff',
  'human-handoff-cases',
] as const;
export type Group = (typeof GROUPS)[number];

/** A topic's row. */
export interface Topic {
  readonly name: string;
  readonly event: EventDefinition;
  /** What the event says, in one sentence. */
  readonly summary: string;
  readonly producers: readonly string[];
  readonly consumers: readonly Group[];
  readonly partitions: number;
  readonly retentionMs: number;
}

/** The five services, in the order of the flow. */
export const SERVICES = [
  'ingest',
  'intent-classification',
  'journey-orchestrator',
  'reply-composer',
  'human-handoff',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The service whose flow a consumer group is. */
export function serviceOf(group: Group): ServiceName {
  if (group === 'human-handoff-cases') return 'human-handoff';
  return group === 'intent-classification-learning' ? 'intent-classification' : group;
}

const DAY_MS = 86_400_000;

function topic(
  event: EventDefinition<never> | EventDefinition,
  summary: string,
  producers: readonly string[],
  consumers: readonly Group[],
  retentionMs = 7 * DAY_MS,
): Topic {
  const shared = { summary, producers, consumers, partitions: 12, retentionMs };
  return { name: event.topic, event: event as EventDefinition, ...shared };
}

/** Every topic that carries events, in the order of the flow. */
export const TOPICS: readonly Topic[] = [
  topic(
    mailReceived,
    'A mail is kept and belongs to a case',
    ['ingest'],
    ['intent-classification', 'reply-composer', 'human-handoff-cases'],
  ),
  topic(
    mailUnderstood,
    'What the mail asks for, with calibrated probabilities, and the data found in it',
    ['intent-classification'],
    ['journey-orchestrator', 'human-handoff-cases'],
  ),
  topic(
    reviewRequested,
    'A case needs an advisor, for these reasons',
    ['journey-orchestrator', 'reply-composer', 'kernel'],
    ['human-handoff', 'human-handoff-cases', 'intent-classification-learning'],
  ),
  topic(
    reviewDecided,
    'An advisor decided, having seen this version of the run',
    ['human-handoff'],
    ['journey-orchestrator', 'human-handoff-cases', 'intent-classification-learning'],
  ),
  topic(
    advisorActed,
    'An advisor did something to a case other than deciding a review',
    ['human-handoff'],
    ['ingest', 'journey-orchestrator', 'reply-composer', 'human-handoff-cases', 'intent-classification-learning'],
  ),
  topic(
    leaseChanged,
    'The right to write to the customer went to the bot or to an advisor',
    ['reply-composer'],
    ['human-handoff-cases'],
  ),
  topic(
    replyRequested,
    'A mail to the customer is wanted',
    ['ingest', 'journey-orchestrator', 'human-handoff'],
    ['reply-composer', 'human-handoff-cases'],
  ),
  topic(replySent, 'The mail has left', ['reply-composer'], ['human-handoff-cases']),
  topic(
    replyFailed,
    'The mail could not leave, was held back, or came back',
    ['reply-composer'],
    ['journey-orchestrator', 'human-handoff-cases'],
  ),
  topic(
    caseChanged,
    'Where a case stands, which steps it took, and why',
    ['ingest', 'journey-orchestrator'],
    ['ingest', 'reply-composer', 'human-handoff', 'human-handoff-cases'],
  ),
  topic(caseOpened, 'An advisor opened a case to write to a customer first', ['ingest'], ['human-handoff-cases']),
  topic(timerFired, 'A durable timer fell due', SERVICES, ['journey-orchestrator', 'reply-composer']),
  topic(
    journeyPublished,
    'A version of a journey went live; whoever meets its hash loads it',
    ['journey-orchestrator'],
    ['intent-classification-learning'],
  ),
];

/** The name of a consumer group's dead-letter topic. */
export function deadLetterTopic(group: string): string {
  return `dead-letter.${group}`;
}

/** Dead-letter topics, one per consumer group, kept 30 days. */
export const DEAD_LETTER_TOPICS: readonly Topic[] = GROUPS.map((group) => ({
  ...topic(deadLettered, 'An event that this group could not handle, with its error', ['kernel'], [], 30 * DAY_MS),
  name: deadLetterTopic(group),
}));
