/** Numbers that are looked for unless a company declares its own: the order numbers of the demo company, and carriers' parcel numbers. */
import { type NumberMatcher, type NumberPattern, readNumberPattern } from './number-pattern.ts';

const PARCEL = [
  'colis',
  'suivi',
  'parcel',
  'package',
  'tracking',
  'envoi',
  'bordereau',
  'recommande',
  'chronopost',
  'colissimo',
  'la poste',
];

/** Parcel numbers of the carriers that deliver in France, Belgium, Switzerland, Luxembourg and Canada. */
export const parcelPatterns: readonly NumberPattern[] = [
  { type: 'parcel-number', pattern: '@@#########@@', check: 'upu-s10', near: PARCEL },
  { type: 'parcel-number', pattern: '#@###########', check: 'colissimo', near: PARCEL },
  { type: 'parcel-number', pattern: '1Z****************', check: 'ups' },
  { type: 'parcel-number', pattern: '##################', check: 'gs1', near: ['sscc'] },
  { type: 'parcel-number', pattern: '99.##.######.########', near: ['la poste', 'suivi', 'colis', 'envoi'] },
  { type: 'parcel-number', pattern: '##############', near: ['dpd'] },
  { type: 'parcel-number', pattern: '########', near: ['mondial relay'] },
  { type: 'parcel-number', pattern: '###########', near: ['gls'] },
  { type: 'parcel-number', pattern: '##########', near: ['dhl'] },
  { type: 'parcel-number', pattern: '################', near: ['postes canada', 'canada post'] },
];

/** The shape that orders have had so far. */
export const orderPattern: NumberPattern = { type: 'order-number', pattern: 'CMD-20##-#####' };

/** @throws AppError `CONFIG_INVALID` naming the first pattern that cannot be read. */
export function readNumberPatterns(patterns: readonly NumberPattern[]): NumberMatcher[] {
  return patterns.map(readNumberPattern);
}

/** `orderPattern` and `parcelPatterns`, read. */
export const defaultNumbers: readonly NumberMatcher[] = readNumberPatterns([orderPattern, ...parcelPatterns]);
