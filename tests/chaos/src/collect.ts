/** Gathers what the audit looks at. */
import type { CaseFacts, Facts } from './audit/facts.ts';
import type { Customers } from './stream/customers.ts';
import { openPlaces } from './stream/places.ts';
import { type Api, listRefunds } from './world/api.ts';
import type { World } from './world/world.ts';

const READY_WITHIN_MS = 60_000;
const CASES_AT_ONCE = 4;

/** Everything but how the processes end, which the caller adds after they were stopped. */
export async function collect(world: World, customers: Customers): Promise<Omit<Facts, 'ends'>> {
  const desk = await world.desk(READY_WITHIN_MS);
  const backOffice = await world.backOfficeUrl(READY_WITHIN_MS);
  const log = await world.cluster?.topics.read();
  return {
    customers: customers.facts(),
    cases: await readCases(desk),
    arrivals: world.mailServer.arrivals(),
    refunds: await listRefunds(backOffice),
    deadLetters: await desk.deadLetters(),
    ...(log === undefined ? {} : { log }),
  };
}

async function readCases(desk: Api): Promise<readonly CaseFacts[]> {
  const places = openPlaces(CASES_AT_ONCE);
  const numbers = await desk.caseNumbers();
  return Promise.all(numbers.map((number) => places(() => desk.case(number))));
}
