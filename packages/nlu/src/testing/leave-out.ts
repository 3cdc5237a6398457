/** How good and how honest a classifier is on examples that it was not trained on. For tests only. */
import { type Example, trainClassifier } from '../classifier.ts';

export interface LeaveOutReport {
  readonly examples: number;
  readonly accuracy: number;
  /** Expected calibration error in ten bins (Naeini et al. 2015), out of scope being one of the answers. */
  readonly ece: number;
  /** Share of answers with a probability of 0.8 or more that name an intent. */
  readonly sure: number;
  /** Share of wrong ones among those. */
  readonly wrongAmongSure: number;
}

/** Trains `rounds` times, each time without every `rounds`-th example, and asks about those. */
export function leaveOut(examples: readonly Example[], rounds: number): LeaveOutReport {
  const answers = Array.from({ length: rounds }, (_, round) => {
    const classifier = trainClassifier(examples.filter((_example, at) => at % rounds !== round));
    return examples.filter((_example, at) => at % rounds === round).map((example) => answerOf(classifier, example));
  }).flat();
  const sure = answers.filter(({ probability, named }) => named && probability >= 0.8);
  const gaps = Array.from({ length: 10 }, (_, bin) => {
    const inBin = answers.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin);
    return Math.abs(inBin.reduce((sum, { probability, right }) => sum + probability - Number(right), 0));
  });
  return {
    examples: answers.length,
    accuracy: share(answers),
    ece: gaps.reduce((sum, gap) => sum + gap, 0) / answers.length,
    sure: sure.length / answers.length,
    wrongAmongSure: sure.length === 0 ? 0 : 1 - share(sure),
  };
}

function answerOf(classifier: ReturnType<typeof trainClassifier>, { text, intent, language }: Example) {
  const { intents, outOfScope } = classifier.classify(text, language);
  const top = intents[0];
  const named = top !== undefined && top.probability >= outOfScope;
  return { named, probability: named ? top.probability : outOfScope, right: named && top.intent === intent };
}

function share(answers: readonly { readonly right: boolean }[]): number {
  return answers.filter(({ right }) => right).length / answers.length;
}
