/** Why a case is here, in words. An advisor is asked for in several ways, which read differently. Pure. */
import { inWords } from '../format/format.ts';
import type { Words } from '../words/words.ts';
import type { ActsWords } from './acts-words.ts';

export interface ToldReason {
  readonly label: string;
  readonly sentence: string;
  readonly detail?: string;
}

/** How the orchestrator says that somebody took the case over, that the bot was stopped, and that a call was noted. */
const TOOK_OVER = /^(.+) a pris la main$/;
const STOPPED = /^robot arrêté/;
const NOTED_CALL = /^appel noté par (.+)$/;

export function reasonInWords(
  { code, detail }: { readonly code: string; readonly detail?: string },
  words: Words,
  acts: ActsWords,
): ToldReason {
  const [label, sentence] = words.reasons[code] ?? [inWords(code), ''];
  if (detail === undefined) return { label, sentence };
  if (code === 'advisor-asked') {
    const told = detail.split(' ; ');
    const takers = told.flatMap((one) => TOOK_OVER.exec(one)?.[1] ?? []);
    const noters = told.flatMap((one) => NOTED_CALL.exec(one)?.[1] ?? []);
    if (takers.length === told.length)
      return { label: acts.reasons.takenOver, sentence: acts.reasons.takenOverBy([...new Set(takers)].join(', ')) };
    if (noters.length === told.length)
      return { label: acts.reasons.callNoted, sentence: acts.reasons.callNotedBy([...new Set(noters)].join(', ')) };
  }
  if (code === 'assist-mode' && STOPPED.test(detail))
    return { label: acts.reasons.stopped, sentence: acts.reasons.stoppedNote, detail };
  return { label, sentence, detail: words.tones[detail] ?? detail };
}

/** A reason's detail with journeys and requests by their titles, in quotes, where it names them as their authors' files do. */
export function withTitles(detail: string, titles: Readonly<Record<string, string>>): string {
  return detail.replaceAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu, (name) => {
    const title = titles[name];
    return title === undefined ? name : `«\u00a0${title}\u00a0»`;
  });
}

/** How a case ended, in words; a machine's mail ends one by its kind. */
export function outcomeInWords(outcome: string, words: Words, acts: ActsWords): string {
  return acts.outcomes[outcome] ?? words.outcomes[outcome] ?? words.mailKinds[outcome] ?? inWords(outcome);
}
