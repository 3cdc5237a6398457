/**
 * Bytes as text that sorts as they do: base64 with an alphabet in the order of ASCII. Text, because whatever speaks MongoDB's protocol
 * compares plain text alike, which does not hold of binary values.
 */
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SORTED = Buffer.from([...BASE64URL].sort().join(''));
const TRANSLATION = Buffer.alloc(128);
for (const [i, character] of [...BASE64URL].entries()) TRANSLATION[character.charCodeAt(0)] = SORTED[i] ?? 0;

/** `a` sorts before `b` just when their texts do. One that is the beginning of another sorts before it. */
export function sortableText(bytes: Buffer): string {
  const text = Buffer.from(bytes.toString('base64url'), 'latin1');
  for (let i = 0; i < text.length; i += 1) text[i] = TRANSLATION[text[i] ?? 0] ?? 0;
  return text.toString('latin1');
}
