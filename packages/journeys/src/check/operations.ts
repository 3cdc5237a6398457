/** Calls against what the connectors can do. */
import { say } from '../bilingual.ts';
import { nearest, spellingHint } from '../problem.ts';
import type { Definition, Step } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import type { Operation, OperationCatalogue } from './catalogue.ts';

/** The error of every operation whose connector does not answer. */
export const UNAVAILABLE = 'unavailable';

type Call = Extract<Step, { readonly kind: 'call' }>;

/** Notes unknown operations, inputs and error codes, missing inputs, and money or goods without `once-per`. */
export function checkOperations({ steps }: Definition, catalogue: OperationCatalogue, report: Report): void {
  for (const step of steps) {
    if (step.kind !== 'call') continue;
    const operation = lookUp(step.operation, [...step.at, 'call'], catalogue, report);
    if (step.undo !== undefined) lookUp(step.undo, [...step.at, 'undo'], catalogue, report);
    checkOncePerItem(step, steps, report);
    if (operation === undefined) continue;
    checkInputs(step, operation, report);
    checkErrors(step, operation, report);
    checkOnce(step, operation, report);
  }
}

function lookUp(name: string, at: Step['at'], catalogue: OperationCatalogue, report: Report): Operation | undefined {
  if (Object.hasOwn(catalogue, name)) return catalogue[name];
  const message = say(`aucun connecteur n’offre « ${name} »`, `no connector offers "${name}"`);
  report.atValue(at, 'unknown-operation', message, { hint: spellingHint(name, Object.keys(catalogue)) });
  return undefined;
}

function checkInputs(step: Call, { inputs }: Operation, report: Report): void {
  for (const input of step.inputs.keys()) {
    if (Object.hasOwn(inputs, input)) continue;
    const message = say(
      `« ${step.operation} » n’a pas d’entrée « ${input} »`,
      `"${step.operation}" has no input "${input}"`,
    );
    report.atKey([...step.at, 'with', input], 'unknown-input', message, {
      hint: spellingHint(input, Object.keys(inputs)),
    });
  }
  const meant = [...step.inputs.keys()].flatMap((input) =>
    Object.hasOwn(inputs, input) ? [] : (nearest(input, Object.keys(inputs)) ?? []),
  );
  for (const [input, { required }] of Object.entries(inputs)) {
    if (!required || step.inputs.has(input) || meant.includes(input)) continue;
    const message = say(`« ${step.operation} » a besoin de « ${input} »`, `"${step.operation}" needs "${input}"`);
    report.atKey([...step.at, 'call'], 'missing-input', message, {
      hint: say(`ajoutez « with: { ${input}: … } »`, `add "with: { ${input}: … }"`),
    });
  }
}

function checkErrors(step: Call, { errors }: Operation, report: Report): void {
  for (const code of step.on.keys()) {
    if (code === UNAVAILABLE || errors.includes(code)) continue;
    const message = say(
      `« ${step.operation} » n’a pas d’erreur « ${code} »`,
      `"${step.operation}" has no error "${code}"`,
    );
    report.atKey([...step.at, 'on', code], 'unknown-error', message, {
      hint: spellingHint(code, [...errors, UNAVAILABLE]),
    });
  }
}

function checkOnce(step: Call, { effect }: Operation, report: Report): void {
  if (effect === 'none' || step.oncePer !== undefined) return;
  const what = effect === 'money' ? say('de l’argent', 'money') : say('de la marchandise', 'goods');
  report.atKey(
    [...step.at, 'call'],
    'once-per-missing',
    say(
      `« ${step.operation} » engage ${what.fr} : il faut « once-per »`,
      `"${step.operation}" moves ${what.en}: it needs "once-per"`,
    ),
    { hint: say('par exemple « once-per: order.number »', 'for example "once-per: order.number"') },
  );
}

/** One key for all items would let the first be done and none after it. */
function checkOncePerItem(step: Call, steps: readonly Step[], report: Report): void {
  const each = steps.find(({ name }) => name === step.around);
  if (each?.kind !== 'each' || step.oncePer === undefined) return;
  if (step.oncePer.uses.some(({ root }) => root === each.as)) return;
  const message = say(
    `cette clé est la même pour chaque « ${each.as} »`,
    `this key is the same for every "${each.as}"`,
  );
  report.atValue([...step.at, 'once-per'], 'once-per-item', message, {
    hint: say(`nommez-y « ${each.as} »`, `name "${each.as}" in it`),
  });
}
