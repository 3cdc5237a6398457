/** Mails understood anew, by words and letters alone: what a draft with other examples would make of them, cheap enough for many thousand. */
import type { PastCase } from '@facteur/journey-orchestrator/replay';
import { examplesOf, type Journey, relationsIn } from '@facteur/journeys';
import { createModelClassifier, prepareTraining, relationsOf, trainModel, understandAll } from '@facteur/nlu';
import type { Understand } from './run-replay.ts';

/** Learns the examples of these journeys. */
export async function understandBy(journeys: readonly Journey[]): Promise<Understand> {
  const examples = examplesOf(journeys);
  const { compatible, explained } = relationsIn(journeys);
  const relations = relationsOf(compatible, explained);
  const model = trainModel(await prepareTraining(examples, undefined));
  const classifier = createModelClassifier({ model, exampleTexts: examples.map(({ text }) => text) });
  return async (past): Promise<PastCase> => {
    const mails = past.inputs.flatMap((input) => (input.kind === 'mail' ? [input.understood.mail] : []));
    const understood = await understandAll(
      classifier,
      mails.map(({ subject, text, language }) => ({ subject, text, language })),
      { relations },
    );
    const byMail = new Map(mails.map((mail, at) => [mail, understood[at]?.requests ?? []]));
    const inputs = past.inputs.map((input) => {
      if (input.kind !== 'mail') return input;
      const requests = (byMail.get(input.understood.mail) ?? []).map(({ words: _, ...request }) => request);
      return { ...input, understood: { ...input.understood, requests } } as typeof input;
    });
    return { ...past, inputs };
  };
}
