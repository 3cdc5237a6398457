/** What a threshold is worth, and in which order an author should look at them. Pure. */
import type { Language } from '../api/types.ts';
import type { ModelInForce, Threshold } from './learning-types.ts';

/**
 * `provisional`: answers alone by the author's word only. `never`: answers nothing alone. `guaranteed`: cases promise the accepted risk.
 * This is the order of attention.
 */
export const STANDINGS = ['provisional', 'never', 'guaranteed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** An intent with its threshold. */
export interface IntentThreshold extends Threshold {
  readonly intent: string;
  readonly title: string;
}

export function standingOf({ value, isGuaranteed }: Threshold): Standing {
  if (value === undefined) return 'never';
  return isGuaranteed ? 'guaranteed' : 'provisional';
}

/** How far the cases got that a promise takes (0..1); undefined where no number of cases would give one. */
export function evidenceOf({ isGuaranteed, cases, needed }: Threshold): number | undefined {
  if (isGuaranteed) return 1;
  return needed === undefined ? undefined : cases / (cases + needed);
}

/** Those that want attention first; alike ones by title. */
export function inOrder(
  thresholds: ModelInForce['thresholds'],
  titleOf: (intent: string) => string,
  language: Language,
): readonly IntentThreshold[] {
  const rank = (threshold: Threshold): number => STANDINGS.indexOf(standingOf(threshold));
  return Object.entries(thresholds)
    .map(([intent, threshold]) => ({ intent, title: titleOf(intent), ...threshold }))
    .sort((one, other) => rank(one) - rank(other) || one.title.localeCompare(other.title, language));
}

/** How many stand where. */
export function tally(thresholds: readonly Threshold[]): Readonly<Record<Standing, number>> {
  const count = (standing: Standing): number => thresholds.filter((one) => standingOf(one) === standing).length;
  return { provisional: count('provisional'), never: count('never'), guaranteed: count('guaranteed') };
}

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** A share (0..1) in percent, with as many decimals as keep a small risk, or a threshold near 1, from being rounded away. */
export function precisePercent(share: number, language: Language): string {
  const far = Math.min(share, 1 - share);
  const maximumFractionDigits = far >= 0.05 || far === 0 ? 0 : far >= 0.001 ? 1 : 2;
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits }).format(share);
}
