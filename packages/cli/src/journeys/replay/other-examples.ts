/** Whether a draft would be understood otherwise. Pure. */
import type { Journey } from '@facteur/journeys';

/** True when the draft was given other sentences than the live version has. */
export function hasOtherExamples(live: Journey | undefined, draft: Journey): boolean {
  return JSON.stringify(live?.examples) !== JSON.stringify(draft.examples) || live?.intent !== draft.intent;
}
