import { describe, expect, it } from '@jest/globals';
import { snoozeTimes } from './snooze-times.ts';

const local = (text: string): number => new Date(text).getTime();
const names = (nowMs: number) => snoozeTimes(nowMs).map(({ name }) => name);
const until = (nowMs: number, wanted: string) => snoozeTimes(nowMs).find(({ name }) => name === wanted)?.until;

describe('the ends of a pause', () => {
  it('are all ahead', () => {
    expect(names(local('2026-11-20T10:00'))).toEqual(['hour', 'evening', 'tomorrow', 'monday']);
    expect(names(local('2026-11-20T16:30'))).toEqual(['hour', 'tomorrow', 'monday']);
  });

  it.each([
    { name: 'a Friday', now: '2026-11-20T10:00', monday: '2026-11-23T09:00' },
    { name: 'a Sunday', now: '2026-11-22T10:00', monday: '2026-11-23T09:00' },
    { name: 'a Monday', now: '2026-11-23T08:00', monday: '2026-11-30T09:00' },
  ])('on $name, Monday is the next one', ({ now, monday }) => {
    expect(until(local(now), 'monday')).toBe(new Date(monday).toISOString());
  });
});
