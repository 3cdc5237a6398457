/** Data in the texts of tests, found as in production. */
import type { FoundData } from '@facteur/journeys';
import type { CompanyData } from '@facteur/nlu';
import { findData } from '@facteur/nlu/data';

/** Reads a text or a subject; `today` (`2026-11-16`) is the day on which it was written. */
export function finderFor(company: CompanyData): (text: string, today: string) => FoundData {
  return (text, today) => {
    const found: Record<string, unknown[]> = {};
    for (const { type, value } of findData(text, 'text', { ...company, now: today })) {
      found[type] = [...(found[type] ?? []), value];
    }
    return found;
  };
}
