/** Why a request was not answered alone, with its figures, in words. Pure. */
import type { MailRequest, Shortfall, Threshold } from '@facteur/contracts';

/** Languages of accounts of understanding. */
export type WordsLanguage = 'fr' | 'en';

/** What is read of a request: one of an older version of the product says less. */
export type ToldRequest = Pick<MailRequest, 'intents' | 'outOfScope' | 'threshold' | 'missing' | 'explainedBy'>;

const TOLD_INTENTS = 3;

interface Words {
  readonly percent: (share: number) => string;
  readonly outOfScope: (share: string) => string;
  readonly guaranteed: (value: string, risk: string, cases: number, coverage: string) => string;
  readonly provisional: (value: string) => string;
  readonly explained: (intent: string, text: string) => string;
  readonly missing: (shortfall: Shortfall, percent: (share: number) => string) => string;
}

const WORDS: Readonly<Record<WordsLanguage, Words>> = {
  fr: {
    percent: (share) => `${figure(share).replace('.', ',')} %`,
    outOfScope: (share) => `hors sujet ${share}`,
    guaranteed: (value, risk, cases, coverage) =>
      `seuil ${value}, garanti : au plus ${risk} d’erreurs, sur ${cases} cas validés, dont ${coverage} l’atteignent`,
    provisional: (value) => `seuil provisoire ${value}, non garanti`,
    explained: (intent, text) => `n’est lu que comme explication, et non comme une demande (${intent}) : « ${text} »`,
    missing: (shortfall, percent) => {
      switch (shortfall.code) {
        case 'out-of-scope':
          return `hors sujet à ${percent(shortfall.probability)}`;
        case 'below-threshold':
          return `il manque ${percent(shortfall.by)} pour atteindre le seuil`;
        case 'close-to':
          return `à ${percent(shortfall.by)} seulement de ${shortfall.intent}`;
        case 'no-threshold':
          return 'aucun seuil : un conseiller valide tout';
        case 'not-guaranteed':
          return `encore ${shortfall.needed} cas validés pour garantir le seuil`;
      }
    },
  },
  en: {
    percent: (share) => `${figure(share)} %`,
    outOfScope: (share) => `out of scope ${share}`,
    guaranteed: (value, risk, cases, coverage) =>
      `threshold ${value}, guaranteed: at most ${risk} wrong, from ${cases} validated cases of which ${coverage} reach it`,
    provisional: (value) => `provisional threshold ${value}, not guaranteed`,
    explained: (intent, text) => `read as an explanation only, not as a request (${intent}): “${text}”`,
    missing: (shortfall, percent) => {
      switch (shortfall.code) {
        case 'out-of-scope':
          return `${percent(shortfall.probability)} out of scope`;
        case 'below-threshold':
          return `${percent(shortfall.by)} below the threshold`;
        case 'close-to':
          return `only ${percent(shortfall.by)} ahead of ${shortfall.intent}`;
        case 'no-threshold':
          return 'no threshold: an advisor validates everything';
        case 'not-guaranteed':
          return `${shortfall.needed} more validated cases for the promise`;
      }
    },
  },
};

/** One line of what was understood; one for each piece that only explains; then, where they are known, one of the threshold and one of what is missing. */
export function requestLines(request: ToldRequest, language: WordsLanguage): string[] {
  const words = WORDS[language];
  const { intents, outOfScope, explainedBy = [] } = request;
  const ranked = intents
    .slice(0, TOLD_INTENTS)
    .map(({ intent, probability }) => `${intent} ${words.percent(probability)}`);
  return [
    [...ranked, words.outOfScope(words.percent(outOfScope))].join(' · '),
    ...explainedBy.map(({ intent, text }) => words.explained(intent, text)),
    ...whyNotAlone(request, language),
  ];
}

/** Where they are known, one line of the threshold and one of what is missing. */
export function whyNotAlone({ threshold, missing = [] }: ToldRequest, language: WordsLanguage): string[] {
  const words = WORDS[language];
  return [
    ...(threshold === undefined ? [] : thresholdLine(threshold, words)),
    ...(missing.length === 0 ? [] : [missing.map((one) => words.missing(one, words.percent)).join(' · ')]),
  ];
}

function thresholdLine({ value, isGuaranteed, risk, cases, coverage = 0 }: Threshold, words: Words): string[] {
  if (value === undefined) return [];
  const { percent } = words;
  return [
    isGuaranteed
      ? words.guaranteed(percent(value), percent(risk), cases, percent(coverage))
      : words.provisional(percent(value)),
  ];
}

/** In percent; one decimal where it tells two figures apart. */
function figure(share: number): string {
  return (Math.round(share * 1_000) / 10).toString();
}
