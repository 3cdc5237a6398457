/** What belongs to one customer, put together from the facts. */
import type { Arrival, CaseFacts, CustomerFacts, Facts, RefundFacts } from './facts.ts';

/** A customer with everything that is theirs. */
export interface Dossier {
  readonly customer: CustomerFacts;
  readonly cases: readonly CaseFacts[];
  readonly arrivals: readonly Arrival[];
  readonly refunds: readonly RefundFacts[];
}

/** One for each customer who handed something in. */
export function dossiersOf({ customers, cases, arrivals, refunds }: Facts): readonly Dossier[] {
  const casesOf = grouped(cases, ({ customer }) => [customer?.address ?? '']);
  const arrivalsOf = grouped(arrivals, ({ to }) => to);
  const refundsOf = grouped(refunds, ({ order }) => [order]);
  return customers.map((customer) => {
    const { address, order } = customer.person;
    return {
      customer,
      cases: casesOf.get(address) ?? [],
      arrivals: arrivalsOf.get(address) ?? [],
      refunds: refundsOf.get(order) ?? [],
    };
  });
}

/** `items` under each of their keys, in order. */
export function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

/** `customer.order (wish) case+case`, as findings name them. */
export function nameOf({ customer, cases }: Dossier): string {
  return [customer.person.order, customer.wish, ...cases.map(({ number }) => number)].join(' ');
}
