/** What walking found, as an author reads it. Pure. */
import { type Bilingual, say } from '../bilingual.ts';
import type { JourneyInput } from '../machine/run.ts';
import { showValue } from '../run-tests/values.ts';
import type { Language } from '../template/filters.ts';
import type { FuzzFinding, FuzzReport } from './fuzz-journey.ts';
import type { FaultKind } from './world.ts';

const KINDS: Readonly<Record<FaultKind, Bilingual>> = {
  'dead-end': say('impasse', 'dead end'),
  exception: say('panne', 'exception'),
  'after-close': say('agit après la clôture', 'acts after close'),
  'given-twice': say('agit deux fois', 'acts twice'),
  'endless-loop': say('tourne sans fin', 'endless loop'),
};

/** A line when all is well; each fault with the inputs that lead to it; steps that no walk reached. */
export function fuzzReport(journey: string, { runs, findings, unreached }: FuzzReport, language: Language): string {
  const french = language === 'fr';
  const head = french
    ? `${journey} : ${runs} parcours au hasard, ${findings.length} faute(s)`
    : `${journey}: ${runs} random walks, ${findings.length} fault(s)`;
  const missed = unreached.map((step) =>
    french ? `  · étape « ${step} » jamais atteinte au hasard` : `  · step "${step}" never reached at random`,
  );
  return `${[`${findings.length === 0 ? '✓' : '✗'} ${head}`, ...findings.flatMap((finding) => findingLines(finding, language)), ...missed].join('\n')}\n`;
}

function findingLines({ kind, state, detail, inputs }: FuzzFinding, language: Language): string[] {
  const title =
    language === 'fr'
      ? `  ✗ ${KINDS[kind].fr} en « ${state} » : ${detail.fr}`
      : `  ✗ ${KINDS[kind].en} in "${state}": ${detail.en}`;
  return [title, ...inputs.map((input, index) => `      ${index + 1}. ${inputWords(input)[language]}`)];
}

/** One input in words. */
export function inputWords(input: JourneyInput): Bilingual {
  switch (input.type) {
    case 'start':
    case 'mail': {
      const found = Object.fromEntries(Object.entries(input.data).filter(([, values]) => values.length > 0));
      const names = input.documents.map(({ name }) => name).join(', ');
      const files = names === '' ? '' : ` [${names}]`;
      const text = input.text ?? '';
      return say(
        `le client écrit « ${text} » ${showValue(found, 'fr')}${files}`,
        `the customer writes "${text}" ${showValue(found, 'en')}${files}`,
      );
    }
    case 'call-done':
      return say(
        `« ${input.step} » répond ${showValue(input.output, 'fr')}`,
        `"${input.step}" answers ${showValue(input.output, 'en')}`,
      );
    case 'call-failed':
      return say(`« ${input.step} » échoue : ${input.code}`, `"${input.step}" fails: ${input.code}`);
    case 'reviewed': {
      const [fr, en] = [showValue(input.data ?? {}, 'fr'), showValue(input.data ?? {}, 'en')];
      return say(
        `le conseiller choisit « ${input.option} » en « ${input.step} » ${fr}`,
        `the advisor chooses "${input.option}" at "${input.step}" ${en}`,
      );
    }
    case 'timer':
      return say(`le délai « ${input.name} » passe`, `the timer "${input.name}" fires`);
    case 'event':
      return say(`l’événement « ${input.name} » arrive`, `the event "${input.name}" comes`);
  }
}
