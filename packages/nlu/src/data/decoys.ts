/** What looks like data and is none: web addresses, times, versions, sizes, company and article numbers. Nobody else may take it. */
import type { Finder } from './found.ts';
import { readMatches } from './matches.ts';

const DECOYS: readonly RegExp[] = [
  // Case numbers, which every answer carries in its subject: « DA36-7RJG-E » is no amount in dinars.
  /(?<![\p{L}\p{N}-])[\da-z]{4}-[\da-z]{4}-[\da-z](?![\p{L}\p{N}-])/gu,
  /(?:https?:\/\/|www\.)[^\s<>"]{1,500}/gu,
  /(?<![\p{N}.,/])\d{1,2} ?(?:h|:) ?[0-5]\d(?![\p{N}/])/gu,
  /(?<![\p{L}\p{N}])(?:v|version|ios|android|windows|ip) ?\d{1,4}(?:\.\d{1,4}){1,3}(?![\p{N}])/gu,
  /(?<![\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{N}.])/gu,
  /(?<![\p{N}.,])\d{1,5}(?:[.,]\d{1,3})? ?[x*] ?\d{1,5}(?:[.,]\d{1,3})?(?: ?[x*] ?\d{1,5})?(?: ?(?:cm|mm|m|px))?(?![\p{L}\p{N}]| ?(?:€|eur))/gu,
  /(?<![\p{L}\p{N}])(?:siret|siren|rcs|tva|naf|ape|ean|gtin|isbn|imei|lot|ref|reference|serie|serial|sn|s\/n|mot de passe|password|code)[ :.°n-]{1,5}(?:fr ?)?[\p{N}](?:[ .-]?[\p{N}]){3,19}(?![\p{N}])/gu,
  /(?<![\p{N}])(?:24\/7|24h\/24|7j\/7|7\/7|24\/24)(?![\p{N}])/gu,
  /(?<![\p{L}\p{N}])art(?:icle)?s?\.? ?[lrd]?\.? ?\d{1,4}(?:-\d{1,4}){0,3}(?![\p{N}])/gu,
];

/** They carry no value. */
export const findDecoys: Finder = (source) =>
  DECOYS.flatMap((pattern) => readMatches(source, pattern, () => ({ type: 'decoy', value: null, confidence: 0 })));
