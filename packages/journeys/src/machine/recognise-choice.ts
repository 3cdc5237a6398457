/** Which choice a customer's words name: accents, case and endings aside; a denied choice is no choice. */

const DENIALS = new Set([
  'pas',
  'non',
  'ni',
  'sans',
  'aucun',
  'aucune',
  'plus',
  'jamais',
  'not',
  'no',
  'never',
  'neither',
  'nor',
]);
/** How many words before a choice may deny it: « n'est pas du tout perdu ». */
const DENIAL_REACH = 3;

/** The one choice that `text` names by any of its words; undefined when it names none or several. */
export function recogniseChoice(text: string, choices: ReadonlyMap<string, readonly string[]>): string | undefined {
  const tokens = tokensOf(text);
  const named = [...choices].filter(([, phrases]) => phrases.some((phrase) => says(tokens, tokensOf(phrase))));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

interface Token {
  readonly stem: string;
  readonly word: string;
}

function tokensOf(text: string): Token[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ({ word, stem: stemOf(word) }));
}

/** Drops the endings of gender, number and English plural; short words stay as they are. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ees|es|ee|e|s|x)$/, '');
  return stem.length >= 3 ? stem : word;
}

function says(tokens: readonly Token[], phrase: readonly Token[]): boolean {
  if (phrase.length === 0) return false;
  return tokens.some((_, start) => {
    const matches = phrase.every((token, index) => tokens[start + index]?.stem === token.stem);
    return matches && !tokens.slice(Math.max(0, start - DENIAL_REACH), start).some(({ word }) => DENIALS.has(word));
  });
}
