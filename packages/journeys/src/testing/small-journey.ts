/** Journeys for tests of one word of the language: a short text, whose templates are made up from what it names. */
import type { JourneyFiles } from '../files/journey-files.ts';
import { type Journey, journeyFrom } from '../journey.ts';
import { DEMO_CATALOGUE } from './demo-catalogue.ts';

type Texts = Readonly<Record<string, string>>;

/** The files of a journey whose `collect` and `steps` are `text`; a template that is not in `more` says its own name. */
export function smallFiles(text: string, more: Texts = {}): JourneyFiles {
  const named = [...text.matchAll(/(?:ask|invalid|remind-with|reply): ([\p{L}\p{N}-]+)/gu)].map(
    ([, name = '']) => name,
  );
  const templates = named.map((name) => [`templates/${name}.fr.md`, `---\nsubject: Objet\n---\n${name}\n`]);
  const head = 'journey: essai\ntitle: { fr: Essai }\nintent: essai\nrisk: 1%\nqueue: sav\n';
  return {
    folder: 'essai',
    files: {
      'journey.yaml': `${head}${text}`,
      'examples.fr.txt': 'Un exemple.\n',
      ...Object.fromEntries(templates),
      ...more,
    },
  };
}

/** The same as a journey. Throws when it has a problem. */
export function smallJourney(text: string, more: Texts = {}): Journey {
  const { journey, problems } = journeyFrom(smallFiles(text, more), DEMO_CATALOGUE);
  if (journey === undefined) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return journey;
}

/** `file:line:column code` of every problem; lines of `journey.yaml` count from the first of `text`, without file name. */
export function smallProblems(text: string, more: Texts = {}): string[] {
  return journeyFrom(smallFiles(text, more), DEMO_CATALOGUE).problems.map(({ file, line, column, code }) =>
    file === 'journey.yaml' ? `${line - 5}:${column} ${code}` : `${file}:${line}:${column} ${code}`,
  );
}

/** A template that shows `body`. */
export function template(body: string): string {
  return `---\nsubject: Objet\n---\n${body}\n`;
}
