/**
 * From a mail's new text to what its writer asks for: requests with calibrated intents and their place, data, tone. It decides nothing;
 * where it cannot be sure it says so by low probabilities.
 */
import type { Classification, Classifier, NearestExample, RankedIntent } from './classifier.ts';
import { findData } from './data/find-data.ts';
import type { FoundDatum } from './data/found.ts';
import { isHesitant, withoutRefusals } from './hedges.ts';
import { type Sentence, sentencesOf } from './segment.ts';
import { type Tone, toneOf } from './tone.ts';
import { plain } from './words.ts';

/** What is understood of a mail: its new text, without quotes and signature. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  /** ISO 639-1. */
  readonly language: string;
}

/** One request; `span` counts UTF-16 units of the text or the subject, and `text` is what stands there. */
export interface FoundRequest {
  readonly span: { readonly in: 'text' | 'subject'; readonly start: number; readonly end: number };
  readonly text: string;
  /** Most probable first; with `outOfScope` they sum to 1. */
  readonly intents: readonly RankedIntent[];
  readonly outOfScope: number;
  readonly nearest: readonly NearestExample[];
}

export interface Understanding {
  /** In the order of their places, those of the subject first. None when there is nothing but courtesies. */
  readonly requests: readonly FoundRequest[];
  /** Those of the subject first, then in the order of the text. */
  readonly data: readonly FoundDatum[];
  readonly tone: Tone;
}

/** From this probability on a sentence counts as asking for something by itself. */
const SURE = 0.6;

/** A sentence with what it asks for. */
interface Judged extends Sentence {
  readonly in: 'text' | 'subject';
  readonly judged: Classification;
}

/**
 * Sentences of the text that surely ask for different things are several requests; otherwise the mail is one, whose probabilities are the mean of the
 * whole mail's and of its most telling sentence's, and whose span is that sentence. Any text is fine: nothing is thrown, at most 200
 * sentences and 100 000 characters are looked at.
 */
export function understand(classifier: Classifier, { subject, text, language }: MailText): Understanding {
  const parts = [
    ...(isAnswer(subject) ? [] : sentencesOf(subject).map((sentence) => ({ ...sentence, in: 'subject' as const }))),
    ...sentencesOf(text).map((sentence) => ({ ...sentence, in: 'text' as const })),
  ];
  const sentences = parts.map(
    (part): Judged => ({ ...part, judged: classifier.classify(withoutRefusals(part.text), language) }),
  );
  return {
    requests: requestsOf(classifier, withoutIdleSubject(sentences), language),
    data: [...findData(subject, 'subject'), ...findData(text, 'text')],
    tone: toneOf(subject, text),
  };
}

/** Words of a subject that only names what the mail is about. */
const IDLE_WORDS = new Set(
  'a about au aux commande command concerne concernant de demande des du en et facture la le les ma mail mes mon my n no nr num numero objet of on order pour question re ref reference sav service client sur the url votre your achat'.split(
    ' ',
  ),
);

/** "Commande CMD-2026-00123" says what the mail is about, not what is asked: where the text surely asks, it adds nothing. */
function withoutIdleSubject(sentences: readonly Judged[]): readonly Judged[] {
  const isSure = sentences.some((sentence) => sentence.in === 'text' && topOf(sentence) >= SURE);
  return isSure ? sentences.filter((sentence) => sentence.in === 'text' || !isIdle(sentence.text)) : sentences;
}

function isIdle(subject: string): boolean {
  const words = plain(subject).match(/[\p{L}]+(?![\p{L}\d-]*\d)/gu) ?? [];
  return words.every((word) => IDLE_WORDS.has(word));
}

function requestsOf(classifier: Classifier, sentences: readonly Judged[], language: string): FoundRequest[] {
  const best = sentences.reduce<Judged | undefined>(
    (a, b) => (a === undefined || topOf(b) > topOf(a) ? b : a),
    undefined,
  );
  if (best === undefined) return [];
  const isUnsure = sentences.some(({ text }) => isHesitant(classifier, text, language));
  const finish = (sentence: Judged, judged: Classification): FoundRequest => {
    const { start, end, text } = sentence;
    return {
      span: { in: sentence.in, start, end },
      text,
      ...(isUnsure ? halved(judged) : judged),
      nearest: sentence.judged.nearest,
    };
  };
  const several = surestOfEachIntent(sentences);
  if (several.length > 1) return several.map((sentence) => finish(sentence, sentence.judged));
  if (sentences.length === 1) return [finish(best, best.judged)];
  const whole = classifier.classify(sentences.map(({ text }) => withoutRefusals(text)).join('\n'), language);
  return [finish(best, mean(whole, best.judged))];
}

/** In the order of the sentences, the surest one for each intent that a sentence surely asks for. */
function surestOfEachIntent(sentences: readonly Judged[]): Judged[] {
  const surest = new Map<string, Judged>();
  for (const sentence of sentences) {
    const intent = sentence.judged.intents[0]?.intent ?? '';
    if (topOf(sentence) < SURE || topOf(sentence) <= topOf(surest.get(intent))) continue;
    surest.set(intent, sentence);
  }
  return sentences.filter((sentence) => [...surest.values()].includes(sentence));
}

function topOf(sentence: Judged | undefined): number {
  return sentence?.judged.intents[0]?.probability ?? 0;
}

function mean(a: Classification, b: Classification): Classification {
  const other = new Map(b.intents.map(({ intent, probability }) => [intent, probability]));
  const intents = a.intents.map(({ intent, probability }) => ({
    intent,
    probability: (probability + (other.get(intent) ?? 0)) / 2,
  }));
  intents.sort((one, two) => two.probability - one.probability);
  return { intents, outOfScope: (a.outOfScope + b.outOfScope) / 2, nearest: b.nearest };
}

function halved({ intents, outOfScope, nearest }: Classification): Classification {
  const half = intents.map(({ intent, probability }) => ({ intent, probability: probability / 2 }));
  return { intents: half, outOfScope: (1 + outOfScope) / 2, nearest };
}

/** The subject of an answer or a forwarded mail says what an earlier mail wanted. */
function isAnswer(subject: string): boolean {
  return (
    /^\s*(?:re|ré|rép|fwd?|tr|aw|wg|sv|antw)\s?(?:\[\d+\])?\s?:/i.test(subject) ||
    /\[[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\]/.test(subject)
  );
}
