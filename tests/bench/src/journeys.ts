/** The journey engine, with every snapshot made durable in batches, beside bare XState: rehydrate and step, nothing kept. */
import { type Journey, type JourneyInput, type JourneySnapshot, step } from '@facteur/journeys';
import type { Write } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { transition } from 'xstate';
import { type Bench, paired, secondsOf } from './figure.ts';
import { shippedJourneys } from './shipped-journeys.ts';
import { inTemporaryFolder } from './temporary.ts';

const RUNS = 10_000;
const BATCH = 500;
const IN_FLIGHT = 4;

const order = {
  number: 'CMD-2026-00123',
  customer: 'c-1',
  sku: 's-1',
  article: 'Bougie',
  quantity: 1,
  total: { minor: 18_900, currency: 'EUR' },
  status: 'delivered',
  refunded: false,
};

/** What a refund above the limit goes through. */
const INPUTS: readonly JourneyInput[] = [
  { type: 'call-done', step: 'retrouver', visit: 1, output: order },
  {
    type: 'call-done',
    step: 'client',
    visit: 1,
    output: { id: 'c-1', name: 'Claire', balance: { minor: 0, currency: 'EUR' }, since: '2024-01-01', orders: [] },
  },
  { type: 'reviewed', step: 'valider', visit: 1, option: 'accepter' },
  {
    type: 'call-done',
    step: 'rembourser',
    visit: 1,
    output: { refund: 'R-1', order: order.number, amount: order.total, bookedOn: '2026-11-22' },
  },
];

export const journeysBench: Bench = async ({ quick }) => {
  const journey = await refundJourney();
  const first = step(journey, undefined, {
    type: 'start',
    data: { 'order-number': [order.number] },
    documents: [{ name: 'recu.pdf', type: 'application/pdf' }],
  }).snapshot;
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 0; round < (quick ? 3 : 6); round += 1) {
    const bare = bareRate(journey, first);
    rounds.push({ bare, ours: await inTemporaryFolder((folder) => durableRate(folder, journey, first)) });
  }
  return [
    paired(
      { bench: 'journeys', what: 'steps, each snapshot durable, in batches of 500', unit: 'steps/s', wanted: 0.6 },
      rounds.slice(1),
    ),
  ];
};

async function refundJourney(): Promise<Journey> {
  const journey = (await shippedJourneys()).find(({ name }) => name === 'remboursement');
  if (!journey) throw new Error('the journey remboursement cannot be used');
  return journey;
}

/** XState alone: `resolveState`, then its pure `transition`. */
function bareRate({ machine }: Journey, first: JourneySnapshot): number {
  let count = 0;
  const start = performance.now();
  for (let run = 0; run < RUNS / 4; run += 1) {
    let snapshot: { value: unknown; context: JourneySnapshot['context'] } = first;
    for (const input of INPUTS) {
      const [next] = transition(
        machine,
        machine.resolveState({ value: snapshot.value as string, context: snapshot.context }),
        input as never,
      );
      snapshot = next;
      count += 1;
    }
  }
  return count / ((performance.now() - start) / 1000);
}

async function durableRate(folder: string, journey: Journey, first: JourneySnapshot): Promise<number> {
  const store = await openEmbeddedStore({ folder });
  const runs = await store.collection({ name: 'runs' });
  const snapshots = new Array<string>(RUNS).fill(JSON.stringify(first));
  const seconds = await secondsOf(async () => {
    const flight: Promise<unknown>[] = [];
    for (const [index, input] of INPUTS.entries()) {
      for (let start = 0; start < RUNS; start += BATCH) {
        const writes = stepAll(journey, snapshots, start, input, index);
        flight.push(runs.write(writes));
        if (flight.length >= IN_FLIGHT) await flight.shift();
      }
    }
    await Promise.all(flight);
  });
  await store.close();
  return (RUNS * INPUTS.length) / seconds;
}

function stepAll(journey: Journey, snapshots: string[], start: number, input: JourneyInput, at: number): Write[] {
  const writes: Write[] = [];
  for (let run = start; run < start + BATCH; run += 1) {
    const result = step(journey, JSON.parse(snapshots[run] ?? '') as JourneySnapshot, input);
    if (!result.accepted) throw new Error(`the journey does not await ${input.type}`);
    snapshots[run] = JSON.stringify(result.snapshot);
    const doc = { _id: `run-${run}`, snapshot: snapshots[run] ?? '' };
    writes.push(at === 0 ? { op: 'insert', doc } : { op: 'replace', doc, at });
  }
  return writes;
}
