/** What journeys teach understanding. Pure. */
import type { Journey } from './journey.ts';

/** Their training examples. */
export function examplesOf(journeys: readonly Journey[]) {
  return journeys.flatMap(({ intent, examples }) =>
    Object.entries(examples).flatMap(([language, texts]) => texts.map((text) => ({ text, intent, language }))),
  );
}

/** What their authors declare to be handled together, and `[reason, request]` of what only explains. */
export function relationsIn(journeys: readonly Journey[]) {
  return {
    compatible: journeys.flatMap(({ intent, compatibleWith }) =>
      compatibleWith.map((other) => [intent, other] as const),
    ),
    explained: journeys.flatMap(({ intent, explainedBy }) => explainedBy.map((reason) => [reason, intent] as const)),
  };
}

/** True when a draft teaches otherwise than the live version: other sentences, another request, other company for it. */
export function teachesOtherwise(live: Journey | undefined, draft: Journey): boolean {
  if (live === undefined) return true;
  const taught = ({ intent, examples, compatibleWith, explainedBy }: Journey): string =>
    JSON.stringify([intent, examples, compatibleWith, explainedBy]);
  return taught(live) !== taught(draft);
}
