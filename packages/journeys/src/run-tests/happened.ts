/** What a run did between two lines of a conversation. */
import type { Bilingual } from '../bilingual.ts';
import type { JourneyEffect } from '../machine/run.ts';

/** An effect of one type. */
export type EffectOf<Type extends JourneyEffect['type']> = Extract<JourneyEffect, { readonly type: Type }>;

/** A template as the customer reads it. */
export interface RenderedReply {
  readonly template: string;
  /** Subject and Markdown in the language of the test; empty when it could not be written. */
  readonly text: string;
}

/** A state that a run entered. */
export interface Trace {
  readonly journey: string;
  readonly step: string;
  /** From 1. */
  readonly row?: number;
}

/** What happened since it was last asked. */
export interface Happened {
  readonly calls: EffectOf<'call'>[];
  readonly replies: RenderedReply[];
  readonly reviews: EffectOf<'review'>[];
  readonly closes: string[];
  readonly starts: string[];
  /** What is wrong whatever was expected. */
  readonly faults: Bilingual[];
  /** What helps to understand an expectation that failed. */
  readonly notes: Bilingual[];
}

/** Nothing yet. */
export function nothingHappened(): Happened {
  return { calls: [], replies: [], reviews: [], closes: [], starts: [], faults: [], notes: [] };
}
