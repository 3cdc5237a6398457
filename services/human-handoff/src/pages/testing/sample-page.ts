/** A page to render parts in. */
import type { Page } from '../page.ts';
import { wordsOf } from '../words.ts';
import { SAMPLE_NOW } from './sample-desk.ts';

/** A French page of the sample's moment, unless told otherwise. */
export function samplePage(over: Partial<Page> = {}): Page {
  const language = over.language ?? 'fr';
  return {
    language,
    words: wordsOf(language),
    nowMs: Date.parse(SAMPLE_NOW),
    isDemo: false,
    path: '/',
    query: {},
    ...over,
  };
}
