/** Lists by key, in the order in which keys appear (`Map.groupBy` is not in Node 20). */
export function grouped<K, T>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const result = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const list = result.get(key);
    if (list === undefined) result.set(key, [one]);
    else list.push(one);
  }
  return result;
}
