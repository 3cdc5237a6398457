/** The search: an exact case number, beginnings of one, telephone numbers of calls, and words. Pure. */
import { isCaseNumber } from '@facteur/contracts';
import { isSamePhone, phoneOf } from '../phones.ts';
import { type CaseTable, isInTrash } from './case-table.ts';
import { openFirst } from './first.ts';

const NUMBER_LENGTH = 9;
/** Of a case number; fewer letters are a word like any other. */
const LEAST_BEGUN = 4;
const EXACT = 1e9;
const BEGUN = 1e6;

/**
 * Slots of the cases that answer `query`, best first: its number, then the customer, the subject, the text; the last changed first. What is in
 * the trash is found by its whole number alone.
 */
export function findCases(table: CaseTable, query: string, limit: number): number[] {
  const scores = table.words.find(query);
  const numbered = new Map([
    ...slotsByPhone(table, query).map((slot) => [slot, BEGUN] as const),
    ...byNumber(table, query),
  ]);
  const score = (slot: number): number => numbered.get(slot) ?? scores[slot] ?? 0;
  const updated = (slot: number): number => table.sortValue('updated', slot);
  const first = openFirst(
    limit,
    (a, b) => score(b) - score(a) || updated(b) - updated(a) || (numberOf(table, a) < numberOf(table, b) ? -1 : 1),
  );
  for (const slot of numbered.keys()) first.offer(slot);
  for (let slot = 0; slot < scores.length; slot += 1)
    if (scores[slot] !== 0 && !numbered.has(slot) && isListed(table, slot)) first.offer(slot);
  return [...first.sorted()];
}

/** In any spelling: lower case, with or without dashes and brackets. */
function byNumber(table: CaseTable, query: string): [slot: number, score: number][] {
  const letters = query.toUpperCase().replace(/[\s\-–—.[\]#]/g, '');
  if (letters.length < LEAST_BEGUN || letters.length > NUMBER_LENGTH || /[^0-9A-Z]/.test(letters)) return [];
  const dashed = [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].filter((part) => part !== '').join('-');
  if (isCaseNumber(dashed)) {
    const slot = table.slotOf(dashed);
    return slot === undefined ? [] : [[slot, EXACT]];
  }
  const begun: [number, number][] = [];
  for (let slot = 0; slot < table.slots; slot += 1)
    if (table.numberAt(slot)?.startsWith(dashed) && isListed(table, slot)) begun.push([slot, BEGUN]);
  return begun;
}

/** Slots of cases in which a call names the number, in whatever writing of it; none for what is no number. */
export function slotsByPhone(table: CaseTable, text: string): number[] {
  const wanted = phoneOf(text);
  const slots: number[] = [];
  if (wanted === undefined) return slots;
  for (let slot = 0; slot < table.slots; slot += 1) {
    const names = table.kept(slot)?.phones?.some((phone) => isSamePhone(phone, wanted));
    if (names && isListed(table, slot)) slots.push(slot);
  }
  return slots;
}

function isListed(table: CaseTable, slot: number): boolean {
  return table.numberAt(slot) !== undefined && !isInTrash(table, slot);
}

function numberOf(table: CaseTable, slot: number): string {
  return table.numberAt(slot) ?? '';
}
