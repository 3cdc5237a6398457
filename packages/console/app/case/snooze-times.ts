/** When a pause may end, in the reader's zone. Pure: the present is given. */

export type SnoozeName = 'hour' | 'evening' | 'tomorrow' | 'monday';

/** The choices that lie ahead, as ISO instants. */
export function snoozeTimes(nowMs: number): readonly { readonly name: SnoozeName; readonly until: string }[] {
  const at = (days: number, hour: number): number => {
    const day = new Date(nowMs);
    day.setDate(day.getDate() + days);
    return day.setHours(hour, 0, 0, 0);
  };
  const weekday = new Date(nowMs).getDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const choices: readonly [SnoozeName, number][] = [
    ['hour', nowMs + 3_600_000],
    ['evening', at(0, 16)],
    ['tomorrow', at(1, 9)],
    ['monday', at(toMonday, 9)],
  ];
  return choices.flatMap(([name, ms]) => (ms > nowMs ? [{ name, until: new Date(ms).toISOString() }] : []));
}
