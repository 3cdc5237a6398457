/** How the requests of one mail stand to each other. Pure. */
import type { mailUnderstood } from '@facteur/contracts';
import type { FoundRequest, IntentRelations } from '@facteur/nlu';

type RequestRelation = NonNullable<Parameters<typeof mailUnderstood.about>[1]['relations']>[number];

/** More different requests than these are a list of topics, and pairs grow with the square. */
const MAX_INTENTS = 10;

/** One relation per pair of different intents, named by the first request for each. */
export function relationsAmong(
  requests: readonly Pick<FoundRequest, 'intents'>[],
  relations: IntentRelations,
): RequestRelation[] {
  const places = new Map<string, number>();
  for (const [at, { intents }] of requests.entries()) {
    const intent = intents[0]?.intent;
    if (intent !== undefined && !places.has(intent)) places.set(intent, at);
  }
  const first = [...places].slice(0, MAX_INTENTS);
  return first.flatMap(([intent, one], rank) =>
    first.slice(rank + 1).map(([otherIntent, other]) => relationOf([intent, one], [otherIntent, other], relations)),
  );
}

type Placed = readonly [intent: string, at: number];

function relationOf([intent, one]: Placed, [otherIntent, other]: Placed, relations: IntentRelations): RequestRelation {
  if (relations.areCompatible?.(intent, otherIntent)) return { one, other, relation: 'compatible' };
  if (relations.explains?.(intent, otherIntent)) return { one, other, relation: 'explains' };
  if (relations.explains?.(otherIntent, intent)) return { one: other, other: one, relation: 'explains' };
  return { one, other, relation: 'incompatible' };
}
