/** What a journey's names are called: each must be a name that the journey has. */
import { say } from '../bilingual.ts';
import { spellingHint } from '../problem.ts';
import type { Definition } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import { namesOf } from '../words/names-of.ts';

/** Notes words for names that are no step, option of a review or datum of the journey. */
export function checkWords(definition: Definition, report: Report): void {
  const { steps, options, data } = namesOf(definition);
  const known = new Set([...steps, ...options, ...data]);
  for (const name of Object.keys(definition.words)) {
    if (known.has(name)) continue;
    const message = say(
      `« ${name} » n’est ni une étape, ni un choix, ni une donnée de ce parcours`,
      `"${name}" is no step, option or datum of this journey`,
    );
    report.atKey(['words', name], 'unknown-name', message, { hint: spellingHint(name, known) });
  }
}
