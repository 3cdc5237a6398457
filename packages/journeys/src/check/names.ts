/** Names of data: none that the product itself gives, and no result saved over a datum that was collected. */
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { Definition, Step } from '../read/definition.ts';
import { FACTS } from '../read/read-journey.ts';
import type { Report } from '../read/report.ts';

/** Notes data named `facts`, and results saved under the name of a collected datum. */
export function checkNames({ fields, steps }: Definition, report: Report): void {
  const collected = new Set(fields.map(({ name }) => name));
  if (collected.has(FACTS)) report.atKey(['collect', FACTS], 'reserved-name', reserved);
  for (const { name, at } of steps.flatMap(savedBy)) {
    if (name === FACTS) report.atValue(at, 'reserved-name', reserved);
    else if (collected.has(name)) {
      const message = say(
        `« ${name} » est déjà une donnée de « collect » : ce résultat l’effacerait`,
        `"${name}" already is a datum of "collect": this result would erase it`,
      );
      report.atValue(at, 'duplicate-name', message, {
        hint: say('donnez un autre nom au résultat', 'give the result another name'),
      });
    }
  }
}

const reserved = say(`« ${FACTS} » est un nom réservé`, `"${FACTS}" is a reserved name`);

function savedBy(step: Step): { readonly name: string; readonly at: YamlPath }[] {
  if (step.kind === 'call' && step.save !== undefined) return [{ name: step.save, at: [...step.at, 'save'] }];
  if (step.kind !== 'wait' || step.for.kind !== 'event' || step.for.save === undefined) return [];
  return [{ name: step.for.save, at: [...step.at, 'wait', 'save'] }];
}
