/** Orders in which a consumer may see the events of several topics. */

/** Every way to merge `lanes`, each lane's own order kept. */
export function* interleavings<T>(lanes: readonly (readonly T[])[]): Generator<readonly T[]> {
  const open = lanes.filter((lane) => lane.length > 0);
  if (open.length === 0) yield [];
  for (const lane of open) {
    const [first, ...rest] = lane;
    if (first === undefined) continue;
    for (const more of interleavings(open.map((other) => (other === lane ? rest : other)))) yield [first, ...more];
  }
}
