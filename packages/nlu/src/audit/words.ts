/** What an audit says to authors, in French and in English. */
import type { PageLanguage } from '../evaluate/page/words.ts';

const fr = {
  title: 'Audit des exemples',
  outOfScope: 'hors champ',
  line: 'ligne',
  quoted: (text: string) => `« ${text} »`,
  summary: (examples: string, intents: string) => `${examples} exemples, ${intents} intentions.`,
  recognised: (share: string, low: string, high: string) =>
    `Un exemple mis de côté est reconnu dans ${share} des cas (entre ${low} et ${high}).`,
  overall: (points: string) => `Part reconnue selon le nombre d’exemples par intention : ${points}.`,
  overallPoint: (examples: string | null, share: string) =>
    examples === null ? `tous → ${share}` : `${examples} → ${share}`,
  more: (count: string) => `… et ${count} de plus (avec --json ou --html, vous les avez tous).`,
  odd: {
    title: 'Lignes à part',
    advice:
      'Ces lignes ne servent pas, ou pas en entier, à l’apprentissage. Vérifiez que c’est bien ce que vous voulez.',
    none: '',
    blank: 'texte vide',
    several: 'plusieurs intentions à la fois',
    long: 'texte très long : seuls les 4 000 premiers caractères comptent',
  },
  wrong: {
    title: 'À corriger d’abord',
    advice:
      'Relisez ces exemples : donnez-leur la bonne intention, reformulez-les ou supprimez-les. Un seul exemple mal classé trompe toutes les demandes qui lui ressemblent.',
    none: 'Aucune contradiction ni erreur de classement visible.',
    twins: (one: string, other: string, shared: string) =>
      `${one} et ${other} ont les mêmes exemples (${shared} en commun) : fusionnez ces deux intentions ou séparez leurs exemples.`,
    same: 'Même texte, plusieurs intentions : gardez-en une seule.',
    near: 'Presque le même texte, deux intentions : est-ce voulu ?',
    probably: (given: string, suggested: string) => `Classé ${given}, sans doute ${suggested}`,
    perhaps: (given: string, suggested: string) => `Classé ${given}, ressemble à ${suggested} : à relire`,
    against: (suggested: string, given: string) => `${suggested} contre ${given}`,
  },
  confused: {
    title: 'Intentions confondues',
    advice:
      'Pour chaque paire, ajoutez aux deux intentions des exemples qui disent clairement ce qui les distingue. Si vous-même hésitez, fusionnez-les.',
    none: 'Aucune intention n’est prise pour une autre.',
    pair: (one: string, other: string, count: string, share: string) =>
      `${one} et ${other} : ${count === '1' ? '1 exemple pris' : `${count} exemples pris`} l’un pour l’autre (${share})`,
    taken: (from: string, to: string) => `${from} pris pour ${to}`,
  },
  missing: {
    title: 'Intentions qui manquent d’exemples',
    advice:
      'Écrivez des phrases comme vos clients les écrivent, toutes différentes. Les prévisions sont des fourchettes : 19 chances sur 20 d’y tomber.',
    none: 'Toutes les intentions ont assez d’exemples.',
    single: (intent: string, examples: string) =>
      `${intent} : ${examples === '1' ? '1 exemple' : `${examples} exemples`}, une seule formulation ; rien ne peut être mesuré. Écrivez-en au moins 5 autres.`,
    needs: (intent: string, examples: string, added: string, now: string, then: string, low: string, high: string) =>
      `${intent} (${examples} exemples) : ${added} de plus feraient passer la part reconnue d’environ ${now} à environ ${then} (entre ${low} et ${high})`,
    notByMore: (intent: string, examples: string, now: string, low: string, high: string) =>
      `${intent} (${examples} exemples) : environ ${now} reconnus (entre ${low} et ${high}) ; en ajouter d’autres du même genre n’y changera guère. Voyez d’abord avec quoi elle est confondue.`,
    enough: (intents: string) => `Assez d’exemples : ${intents}.`,
  },
  boundary: {
    title: 'Phrases à classer ensuite',
    advice: 'Ces phrases sont entre deux intentions : les classer apprend plus que toute autre.',
    titleOfOwn: 'Exemples à la frontière',
    adviceOfOwn:
      'Ces exemples sont presque à égalité entre deux intentions : rendez-les plus clairs, ou écrivez-en deux ou trois du même genre de chaque côté.',
    none: 'Aucune phrase n’est entre deux intentions.',
    between: (one: string, other: string) => `${one} ou ${other} ?`,
  },
  duplicates: {
    title: 'Doublons',
    advice:
      'Gardez-en un de chaque, ou remplacez les autres par des phrases vraiment différentes : une répétition n’apprend rien.',
    none: 'Aucun doublon.',
    same: (intent: string, count: string) => `${intent} : ${count} fois le même texte`,
    near: (intent: string, count: string) => `${intent} : ${count} textes presque identiques`,
  },
  perIntent: 'Intention par intention',
  intent: 'Intention',
  examples: 'Exemples',
  recall: 'Reconnus',
  interval: 'Intervalle à 95 %',
};

/** One language. */
export type Words = typeof fr;

const en: Words = {
  title: 'Audit of the examples',
  outOfScope: 'out of scope',
  line: 'line',
  quoted: (text) => `“${text}”`,
  summary: (examples, intents) => `${examples} examples, ${intents} intents.`,
  recognised: (share, low, high) =>
    `An example kept aside is recognised in ${share} of cases (between ${low} and ${high}).`,
  overall: (points) => `Share recognised by number of examples per intent: ${points}.`,
  overallPoint: (examples, share) => (examples === null ? `all → ${share}` : `${examples} → ${share}`),
  more: (count) => `… and ${count} more (--json or --html give them all).`,
  odd: {
    title: 'Odd lines',
    advice: 'Nothing is learnt from these lines, or not from all of the text. Check that this is what you want.',
    none: '',
    blank: 'no text',
    several: 'several intents at once',
    long: 'very long text: only the first 4,000 characters count',
  },
  wrong: {
    title: 'Correct these first',
    advice:
      'Read these examples again: give them the right intent, reword them or remove them. One wrong example misleads every request that looks like it.',
    none: 'No contradiction and no wrong label in sight.',
    twins: (one, other, shared) =>
      `${one} and ${other} have the same examples (${shared} in common): merge the two intents, or separate their examples.`,
    same: 'Same text, several intents: keep one.',
    near: 'Nearly the same text, two intents: is that meant?',
    probably: (given, suggested) => `Labelled ${given}, probably ${suggested}`,
    perhaps: (given, suggested) => `Labelled ${given}, looks like ${suggested}: read it again`,
    against: (suggested, given) => `${suggested} against ${given}`,
  },
  confused: {
    title: 'Confused intents',
    advice:
      'For each pair, add examples to both intents that say clearly what tells them apart. If you hesitate yourself, merge them.',
    none: 'No intent is taken for another.',
    pair: (one, other, count, share) =>
      `${one} and ${other}: ${count === '1' ? '1 example' : `${count} examples`} taken for one another (${share})`,
    taken: (from, to) => `${from} taken for ${to}`,
  },
  missing: {
    title: 'Intents that lack examples',
    advice: 'Write sentences as your customers write them, all different. Forecasts are ranges: right 19 times in 20.',
    none: 'Every intent has enough examples.',
    single: (intent, examples) =>
      `${intent}: ${examples === '1' ? '1 example' : `${examples} examples`}, one wording; nothing can be measured. Write 5 others at least.`,
    needs: (intent, examples, added, now, then, low, high) =>
      `${intent} (${examples} examples): ${added} more would raise the share recognised from about ${now} to about ${then} (between ${low} and ${high})`,
    notByMore: (intent, examples, now, low, high) =>
      `${intent} (${examples} examples): about ${now} recognised (between ${low} and ${high}); more of the same kind will change little. See first what it is confused with.`,
    enough: (intents) => `Enough examples: ${intents}.`,
  },
  boundary: {
    title: 'Sentences to label next',
    advice: 'These sentences are between two intents: labelling them teaches more than any other.',
    titleOfOwn: 'Examples on the boundary',
    adviceOfOwn:
      'These examples are nearly even between two intents: make them clearer, or write two or three of the kind on either side.',
    none: 'No sentence is between two intents.',
    between: (one, other) => `${one} or ${other}?`,
  },
  duplicates: {
    title: 'Duplicates',
    advice: 'Keep one of each, or replace the others by sentences that really differ: a repetition teaches nothing.',
    none: 'No duplicates.',
    same: (intent, count) => `${intent}: the same text ${count} times`,
    near: (intent, count) => `${intent}: ${count} texts that are nearly the same`,
  },
  perIntent: 'Intent by intent',
  intent: 'Intent',
  examples: 'Examples',
  recall: 'Recognised',
  interval: '95% interval',
};

export const WORDS: Readonly<Record<PageLanguage, Words>> = { en, fr };
