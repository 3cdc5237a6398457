/** The page's words, and numbers as each language writes them. */

export type PageLanguage = 'fr' | 'en';

const en = {
  title: 'Evaluation of understanding',
  texts: (all: string, inScope: string, outOfScope: string, several: string) =>
    `${all} texts: ${inScope} with one request, ${outOfScope} out of scope, ${several} with several requests.`,
  interval: '95%:',
  unknown: 'not measured',
  accuracy: 'Accuracy',
  macroF1: 'Macro F1',
  ece: 'Calibration error',
  auroc: 'Out of scope, AUROC',
  recall: 'Out of scope recognised, 95% in scope kept',
  severalPrecision: 'Several requests, precision',
  severalRecall: 'Several requests, recall',
  severalExact: 'Several requests, exact set',
  coverage: (risk: string) => `Answered alone at ${risk} wrong`,
  speed: 'Texts per second',
  training: 'Training, seconds',
  byChance: (error: string) =>
    `On so many texts, probabilities that mean what they say would show an error of ${error} by chance alone.`,
  further: (adaptive: string, brier: string, logLoss: string) =>
    `Calibration error in bins of equal count ${adaptive}; Brier score ${brier}; log loss ${logLoss}.`,
  calibration: 'Do probabilities mean what they say?',
  calibrationNote: 'A point on the diagonal is right as often as it says; its size shows how many texts are there.',
  said: 'probability said',
  wasRight: 'share that was right',
  curve: 'What can be answered alone, at which risk?',
  curveNote: 'Observed on these texts: the wrong share among the answers, as the threshold is lowered.',
  answered: 'share of texts answered',
  wrong: 'wrong among answers',
  confusion: 'Which intents are confused?',
  confusionNote: 'One row per true intent; columns bear the same numbers. Colour shows the share of the row.',
  confusionPart: (shown: string, all: string) => `The ${shown} most confused of ${all} intents are drawn.`,
  noConfusion: 'No text was taken for another intent.',
  truth: 'Asked for',
  takenFor: 'Taken for',
  count: 'Texts',
  none: 'no intent',
  perIntent: 'Intent by intent',
  perIntentNote: (risk: string) =>
    `Threshold: the lowest probability at which at most ${risk} of the answers are wrong, with 95% confidence, had these texts been validated cases.`,
  intent: 'Intent',
  precision: 'Precision',
  recallOfIntent: 'Recall',
  f1: 'F1',
  threshold: 'Threshold',
  needed: (cases: string) => `not promised: ${cases} more cases`,
  worst: 'Surest errors',
  noErrors: 'No error.',
  text: 'Text',
  probability: 'Probability',
  outOfScope: 'out of scope',
};

/** What the page says, in one language. */
export type Words = typeof en;

const fr: Words = {
  title: 'Évaluation de la compréhension',
  texts: (all, inScope, outOfScope, several) =>
    `${all} textes : ${inScope} avec une seule demande, ${outOfScope} hors champ, ${several} avec plusieurs demandes.`,
  interval: '95 % :',
  unknown: 'non mesuré',
  accuracy: 'Exactitude',
  macroF1: 'F1 macro',
  ece: 'Erreur de calibration',
  auroc: 'Hors champ, AUROC',
  recall: 'Hors champ reconnu, 95 % du reste gardé',
  severalPrecision: 'Plusieurs demandes, précision',
  severalRecall: 'Plusieurs demandes, rappel',
  severalExact: 'Plusieurs demandes, ensemble exact',
  coverage: (risk) => `Répondu seul à ${risk} d’erreurs`,
  speed: 'Textes par seconde',
  training: 'Entraînement, secondes',
  byChance: (error) =>
    `Sur autant de textes, des probabilités qui disent vrai montreraient, par le seul hasard, une erreur de ${error}.`,
  further: (adaptive, brier, logLoss) =>
    `Erreur de calibration par tranches d’effectif égal ${adaptive} ; score de Brier ${brier} ; perte logarithmique ${logLoss}.`,
  calibration: 'Les probabilités disent-elles vrai ?',
  calibrationNote:
    'Un point sur la diagonale a raison aussi souvent qu’il le dit ; sa taille montre combien de textes s’y trouvent.',
  said: 'probabilité annoncée',
  wasRight: 'part de réponses justes',
  curve: 'Que peut-on répondre seul, et à quel risque ?',
  curveNote: 'Observé sur ces textes : la part d’erreurs parmi les réponses, à mesure que le seuil baisse.',
  answered: 'part des textes répondus',
  wrong: 'erreurs parmi les réponses',
  confusion: 'Quelles intentions sont confondues ?',
  confusionNote:
    'Une ligne par intention réelle ; les colonnes portent les mêmes numéros. La couleur montre la part de la ligne.',
  confusionPart: (shown, all) => `Les ${shown} intentions les plus confondues, sur ${all}, sont dessinées.`,
  noConfusion: 'Aucun texte n’a été pris pour une autre intention.',
  truth: 'Demandé',
  takenFor: 'Pris pour',
  count: 'Textes',
  none: 'aucune intention',
  perIntent: 'Intention par intention',
  perIntentNote: (risk) =>
    `Seuil : la plus petite probabilité à laquelle au plus ${risk} des réponses sont fausses, avec 95 % de confiance, si ces textes étaient des dossiers validés.`,
  intent: 'Intention',
  precision: 'Précision',
  recallOfIntent: 'Rappel',
  f1: 'F1',
  threshold: 'Seuil',
  needed: (cases) => `non garanti : il manque ${cases} dossiers`,
  worst: 'Erreurs les plus sûres d’elles',
  noErrors: 'Aucune erreur.',
  text: 'Texte',
  probability: 'Probabilité',
  outOfScope: 'hors champ',
};

export const WORDS: Readonly<Record<PageLanguage, Words>> = { en, fr };

/** How a page says a number; null is a dash. */
export interface Numbers {
  /** A share 0..1 as a percentage, one decimal. */
  percent(share: number | null): string;
  /** With `digits` decimals, 0 by default. */
  number(value: number | null, digits?: number): string;
}

/** Written by hand: `Intl` spaces numbers otherwise from one version of Node to the next. */
export function numbersIn(language: PageLanguage): Numbers {
  const number = (value: number | null, digits = 0): string => {
    if (value === null) return '–';
    const [whole = '', rest] = value.toFixed(digits).split('.');
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, language === 'fr' ? ' ' : ',');
    return rest === undefined ? grouped : `${grouped}${language === 'fr' ? ',' : '.'}${rest}`;
  };
  const percent = (share: number | null): string =>
    share === null ? '–' : `${number(share * 100, 1)}${language === 'fr' ? ' ' : ''}%`;
  return { number, percent };
}
