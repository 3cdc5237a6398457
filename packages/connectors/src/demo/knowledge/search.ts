/**
 * Looks questions up in a small knowledge base: the article whose title or typical question shares the words that matter. Words are folded
 * (case, accents, plurals); a word counts the more, the fewer articles have it.
 */
import type { Json } from '@facteur/primitives';
import { type Answer, done, refuse } from '../answers.ts';
import type { Article } from '../data-shapes.ts';

/**
 * Below this, a likeness says nothing: of 28 questions put to the shipped articles, those that they answer score 0.45 and more, the others
 * less than 0.3, but for one that shares two words with an article (0.455). Who is not sure asks for a higher `score`.
 */
const FLOOR = 0.4;
/** A question is a sentence or two; what is longer is cut. */
const MAX_WORDS = 60;

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a ai au aux avec avez avoir bonjour bonsoir ce ces cette comment d dans de des du elle en est et etre faire fait il
  je j l la le les leur ma mais me merci mes moi mon n ne nos notre nous on ou par pas peu peut peux pour pourrai pouvez puis qu que quel quelle
  quels quelles qui quoi s sa savoir se ses si son souhaite sont sur svp t te un une vers vos votre vous voudrais y
  am an and are at be can could do does for from get hello hi how i in is it my of on or our please thank thanks that the
  there this to was we what when where which with would you your`.split(/\s+/),
);

export interface Knowledge {
  /** The best article of `language` (default: of any), with its likeness to `question`. */
  search(question: Json | undefined, language: Json | undefined): Answer;
}

export function openKnowledge(articles: readonly Article[]): Knowledge {
  const entries = articles.map((article) => ({
    article,
    phrasings: [article.title, ...article.questions].map(wordsOf),
  }));
  const weightOf = weights(entries.map(({ phrasings }) => new Set(phrasings.flatMap((words) => [...words]))));
  return {
    search(question, language) {
      if (typeof question !== 'string') return refuse('bad-input', 'question is needed');
      const asked = wordsOf(question);
      const ranked = entries
        .filter(({ article }) => typeof language !== 'string' || article.language === language)
        .map(({ article, phrasings }) => ({
          article,
          score: Math.max(0, ...phrasings.map((words) => likeness(asked, words, weightOf))),
        }))
        .sort((a, b) => b.score - a.score);
      const best = ranked[0];
      if (best === undefined || best.score < FLOOR) return refuse('not-found', 'No article answers this');
      const { title, answer, link } = best.article;
      return done({ title, answer, link, score: Math.round(best.score * 1_000) / 1_000 });
    },
  };
}

/** Words that matter, folded, each once. */
function wordsOf(text: string): ReadonlySet<string> {
  const folded = text.slice(0, 2_000).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words
      .filter((word) => !STOP_WORDS.has(word))
      .slice(0, MAX_WORDS)
      .map(stem),
  );
}

/** `horaires` and `horaire`, `payer` and `payé` meet; long words do by their beginning. */
function stem(word: string): string {
  return word.replace(/(?<=\p{L}{3})(?:e?[sx]|e[erz]?)$/u, '').slice(0, 5);
}

/** How much a word says, from the sets of words of all articles: 1 for one that none has. */
function weights(known: readonly ReadonlySet<string>[]): (word: string) => number {
  const holders = new Map<string, number>();
  for (const words of known) for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
  const most = Math.log(1 + known.length);
  return (word) => Math.log(1 + known.length / (holders.get(word) ?? 1)) / (most || 1);
}

/** Cosine of the two sets of weighted words, 0..1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>, weightOf: (word: string) => number): number {
  const square = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + weightOf(word) ** 2, 0);
  const shared = square([...a].filter((word) => b.has(word)));
  return shared === 0 ? 0 : shared / Math.sqrt(square(a) * square(b));
}
