import { describe, expect, it } from '@jest/globals';
import { findData, finders, sourceOf } from './find-data.ts';
import { company } from './testing/company.ts';

const MEGABYTE = 1_000_000;
/** As fast as that, nobody waits. */
const QUICK_CPU_MS = 2_000;
/** Of the time for a quarter of the text: 4 where the time grows with the text, 16 where it grows with its square. */
const MAX_GROWTH = 9;
const context = { ...company, now: '2026-11-19' };
const megabyteOf = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);
/** Of this process alone, so that a busy machine fails no test. */
function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
/** True when `work` is quick, or takes no more than its share longer than for a quarter of the text: on any machine, however busy. */
function isBounded(work: (text: string) => void, text: string): boolean {
  const wholeMs = cpuMsOf(() => work(text));
  return wholeMs < QUICK_CPU_MS || wholeMs < MAX_GROWTH * cpuMsOf(() => work(text.slice(0, text.length / 4)));
}
/** What a finder begins to read, again and again, and never finds the end of. */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  findDecoys: ['http://', 'www.', '12x', '1.1.', 'code 1 '],
  findEmails: ['a', 'a@', 'a@b.', 'a.'],
  findIbans: ['FR76 ', 'fr76', 'A1', 'FR 7 '],
  findBics: ['A', 'ABCDEFGH ', 'BIC ', 'a1'],
  findNumbers: ['1', '1 ', '12-', 'cmd-', '1z ', 'commande 1 ', 'O'],
  findPhones: ['0', '0 ', '+33 ', '06.', '(0)'],
  findMoney: ['1,1,', '1.000', '1 ', '1€', '1 a ', 'cent ', 'quatre-vingt-', '€'],
  findDates: ['1/1/', '12 ', 'le 3 ', 'lundi ', 'mai 1'],
  findRelative: ['il y a ', 'depuis deux ', 'lundi ', 'hier'],
  findPeriods: ['du 1 au ', 'fin ', 'en mai ', '1-'],
  findAddresses: ['1 rue a', '12 rue a ', 'rue ', '1 a ', 'a strasse '],
  findNames: ['A', 'A ', 'M. A', 'Merci\nA\n', 'je m’appelle '],
  findProducts: ['tabouret ', 'lampe de ', 'a', '1 '],
};

describe('a megabyte of beginnings', () => {
  it.each(Object.entries(finders))('is read in bounded time by %s', (name, find) => {
    const beginnings = BEGINNINGS[name] ?? [];
    expect(beginnings).not.toEqual([]);
    for (const beginning of beginnings) {
      const read = (text: string) => expect(find(sourceOf(text, context)).length).toBeLessThanOrEqual(5_000);
      expect({ beginning, isBounded: isBounded(read, megabyteOf(beginning)) }).toEqual({ beginning, isBounded: true });
    }
  });

  it.each(['1', '1 ', '1,1,', '12-', '06 ', 'a ', 'M. A', 'lundi ', '\ud800', 'e\u0301', 'İ', '\n'])(
    'is read in bounded time by all of them: %j',
    (beginning) => {
      const read = (text: string) => {
        const found = findData(text, 'text', { ...context, minConfidence: 0 });
        expect(found.length).toBeLessThanOrEqual(200);
      };
      expect(isBounded(read, megabyteOf(beginning))).toBe(true);
    },
  );
});
