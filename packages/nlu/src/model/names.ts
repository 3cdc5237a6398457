/**
 * What intents are called says something of what they mean: where examples are few, "suivi-commande" is learned from as "suivi commande" is. With ten
 * examples an intent and texts as they are, Banking77 0.836 → 0.842, CLINC150 0.931 → 0.933, mailbot-fr (eight) 0.813 → 0.825; with fifteen, names drew off-topic mails in.
 */
import type { Embedder } from '@facteur/encoder';
import type { Names, TrainingText } from './train.ts';
import { vectorsOf } from './vectors.ts';

/** From so many examples on, an intent's name adds nothing. */
const ENOUGH_EXAMPLES = 12;

/** One for each intent that has few examples and a word for a name, in the language of its first example. */
function textsOf(examples: readonly TrainingText[]): TrainingText[] {
  const intents = new Map<string, { count: number; readonly language: string }>();
  for (const { intent, language } of examples) {
    if (intent === null) continue;
    const known = intents.get(intent) ?? { count: 0, language };
    known.count += 1;
    intents.set(intent, known);
  }
  const few = [...intents].filter(([, { count }]) => count < ENOUGH_EXAMPLES);
  const names = few.map(([intent, { language }]) => ({ text: wordsOf(intent), intent, language }));
  return names.filter(({ text }) => /\p{L}{3}/u.test(text));
}

function wordsOf(intent: string): string {
  return intent.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** @throws AppError `EMBEDDER_UNAVAILABLE` */
export async function namesOf(examples: readonly TrainingText[], embedder: Embedder | undefined): Promise<Names> {
  const texts = textsOf(examples);
  if (embedder === undefined) return { texts };
  const vectors = await vectorsOf(
    texts.map(({ text }) => text),
    embedder,
  );
  return { texts, vectors };
}
