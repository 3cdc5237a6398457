/** Brings the model in line with what authors accepted and with who was erased. */
import type { LearnedClassifier, ModelFolder } from '@facteur/nlu';
import type { Kernel } from '@facteur/runtime';
import type { AcceptedText, ProposalDesk } from './proposal-desk.ts';
import type { Taught } from './taught.ts';

/** What it works on. */
export interface LearningParts {
  readonly desk: Pick<ProposalDesk, 'accepted'>;
  /** The authors' examples; default those that the classifier was opened with. */
  readonly taught?: Pick<Taught, 'examples'>;
  readonly classifier: Pick<LearnedClassifier, 'learn'>;
  readonly models: Pick<ModelFolder, 'sources' | 'noteSources' | 'list'>;
  readonly keys: Pick<Kernel['keys'], 'get'>;
}

/**
 * Learns what is accepted now; nothing happens when that was learned already. When somebody whose words a model may know was erased, all
 * models but the new one go from the disk, with the way back to them: which of them knew those words is not worth keeping a list for.
 * @throws what training, store or keys throw; doing it again later makes up for it
 */
export async function learnWhatIsAccepted({ desk, classifier, models, keys, taught }: LearningParts): Promise<void> {
  const accepted = await desk.accepted();
  const before = await models.sources();
  const isErased = await hasErased(before, keys);
  await noteSources(models, before, accepted);
  const forget = isErased ? (await models.list()).map(({ id }) => id) : [];
  await classifier.learn(accepted.map(trainingText), forget, taught?.examples());
  if (isErased) await models.noteSources(accepted.map(({ id }) => id));
}

/** Notes what training is about to see, beside what it saw before. */
export async function noteSources(
  models: Pick<ModelFolder, 'noteSources'>,
  before: readonly string[],
  accepted: readonly AcceptedText[],
): Promise<void> {
  const fresh = accepted.map(({ id }) => id).filter((id) => !before.includes(id));
  if (fresh.length > 0) await models.noteSources([...before, ...fresh]);
}

/** Without its id, which would only keep equal texts from giving equal models. */
export function trainingText({ text, intent, language }: AcceptedText) {
  return { text, intent, language };
}

/** An id begins with the case's number, and an erased case has no key. */
async function hasErased(ids: readonly string[], keys: LearningParts['keys']): Promise<boolean> {
  const cases = [...new Set(ids.map((id) => id.split('.')[0] ?? ''))];
  if (cases.length === 0) return false;
  const known = await keys.get(cases);
  return cases.some((number) => !known.has(number));
}
