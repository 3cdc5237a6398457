/** What handlers want done, as it is told to people when nothing is really done: mails, reviews, money and goods. Pure. */
import type { Draft } from '@facteur/contracts';
import { renderTemplate } from '@facteur/journeys';
import { type JsonObject, messageOf } from '@facteur/primitives';
import type { Environment } from '../environment.ts';
import type { ReplyRequest, ReviewRequest } from '../state.ts';

/** A mail that would have left. */
export interface PlayedReply {
  readonly atMs: number;
  readonly purpose: ReplyRequest['purpose'];
  /** Of the first template; absent where an advisor's words or the product's have none. */
  readonly subject?: string;
  readonly templates: readonly string[];
  /** Markdown, without greeting and signature; an advisor's own words as they stand. */
  readonly text: string;
}

/** An advisor would have been asked. */
export interface PlayedReview {
  readonly atMs: number;
  readonly queue: string;
  readonly step: string | undefined;
  readonly reasons: readonly string[];
}

/** Money or goods that would have moved. */
export interface PlayedEffect {
  readonly operation: string;
  readonly input: JsonObject;
}

/** What was wanted so far. */
export interface Seen {
  readonly replies: PlayedReply[];
  readonly reviews: PlayedReview[];
  readonly effects: PlayedEffect[];
  /** Journeys that ran, in order. */
  readonly journeys: string[];
  outcome: string | undefined;
}

export function newSeen(): Seen {
  return { replies: [], reviews: [], effects: [], journeys: [], outcome: undefined };
}

/** Notes what a handler wants published. */
export function note(env: Environment, seen: Seen, { definition, data }: Draft, atMs: number): void {
  if (definition.topic === 'reply.requested') seen.replies.push(replyOf(env, data as ReplyRequest, atMs));
  if (definition.topic === 'review.requested') {
    const { queue, step, reasons } = data as ReviewRequest;
    seen.reviews.push({ atMs, queue, step, reasons: reasons.map(({ code }) => code) });
  }
  if (definition.topic !== 'case.changed') return;
  const { journey, outcome } = data as { journey?: string; outcome?: string };
  if (journey !== undefined && seen.journeys.at(-1) !== journey) seen.journeys.push(journey);
  seen.outcome = outcome ?? seen.outcome;
}

function replyOf(env: Environment, { content, language, purpose }: ReplyRequest, atMs: number): PlayedReply {
  if (content.kind === 'written') return { atMs, purpose, templates: [], text: content.text };
  if (content.kind === 'product') return { atMs, purpose, templates: [content.template], text: '' };
  const journey = env.journeys.byHash(content.hash);
  const rendered = content.templates.map((name) => {
    try {
      return renderTemplate(journey, name, language, content.data);
    } catch (error) {
      return { subject: undefined, markdown: `[${name} : ${messageOf(error)}]` };
    }
  });
  const subject = rendered[0]?.subject;
  return {
    ...{ atMs, purpose, templates: content.templates },
    ...(subject === undefined ? {} : { subject }),
    text: rendered.map(({ markdown }) => markdown.trim()).join('\n\n'),
  };
}
