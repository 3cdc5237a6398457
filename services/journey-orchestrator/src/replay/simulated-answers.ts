/** What the company's systems would answer in a replay: what they answered then; effects are never made, only imagined. Pure. */
import type { OperationCatalogue } from '@facteur/journeys';
import type { JsonObject } from '@facteur/primitives';
import type { CallAnswer, CallInput } from '../call.ts';
import { callKey, type PastCase } from './past-case.ts';

/** An answer, or why nobody can know it. */
export type SimulatedAnswer = CallAnswer | { readonly kind: 'unknown'; readonly why: string };

/** Answers calls of one case, the same call again with the next answer that it had. */
export function simulatedAnswers({ calls }: PastCase, catalogue: OperationCatalogue, today: string) {
  const recorded = new Map<string, CallAnswer[]>();
  for (const { operation, input, output, code } of calls) {
    const answer: CallAnswer =
      output === undefined
        ? { kind: 'refused', code: code ?? 'unavailable', message: 'comme alors' }
        : { kind: 'done', output };
    const key = callKey(operation, input);
    recorded.set(key, [...(recorded.get(key) ?? []), answer]);
  }
  return ({ operation, input }: CallInput): SimulatedAnswer => {
    const known = recorded.get(callKey(operation, input)) ?? [];
    const answer = known.length > 1 ? known.shift() : known[0];
    if (answer !== undefined) return answer;
    const described = catalogue[operation];
    if (described !== undefined && described.effect !== 'none')
      return { kind: 'done', output: imagined(input, described.outputs ?? {}, today) };
    return { kind: 'unknown', why: `${operation} ${JSON.stringify(input)} : jamais demandé alors` };
  };
}

/** An output of the right types: what the input says already, else a stand-in that shows as such. */
export function imagined(input: JsonObject, outputs: Readonly<Record<string, unknown>>, today: string): JsonObject {
  const output: Record<string, JsonObject[string]> = {};
  const amount = Object.values(input).find((value) => typeof value === 'object' && value !== null && 'minor' in value);
  for (const [path, type] of Object.entries(outputs)) {
    if (path.includes('.')) continue;
    const given = input[path];
    output[path] = given ?? standIn(type, path, amount, today);
  }
  return { ...input, ...output };
}

function standIn(
  type: unknown,
  path: string,
  amount: JsonObject[string] | undefined,
  today: string,
): JsonObject[string] {
  if (type === 'money') return amount ?? { minor: 0, currency: 'EUR' };
  if (type === 'date') return today;
  if (type === 'number') return 0;
  if (type === 'boolean') return true;
  if (type === 'list') return [];
  if (typeof type === 'object' && type !== null && 'of' in type) return (type as { of: string[] }).of[0] ?? '';
  return `(${path} simulé)`;
}
