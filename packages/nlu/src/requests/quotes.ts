/** Other people's words in a text: lines marked ">", what follows "… a écrit :", and what the company is quoted as saying. */

/** Where quoted words stand, in order. */
export interface QuotedPart {
  readonly start: number;
  readonly end: number;
}

const MAX_PARTS = 200;
const MARKED_LINE = /^[ \t]{0,3}>.*$/gm;
const HEADER =
  /^(?:.{0,200}\b(?:a écrit|wrote|schrieb)\s?:[ \t]{0,10}|[ \t]{0,10}-{2,20}[ \t]{0,10}(?:message d['’]origine|original message|message transféré|forwarded message)[ \t]{0,10}-{2,20}[ \t]{0,10})$/im;
/** "Vous m'avez répondu : « … »". */
const SAID =
  /(?:r[ée]pond\S*|[ée]cri\S*|dit\S*|dites|disait|disant|indiqu\S*|affich\S*|promis|told|said|says|answered|replied|wrote|written|lu|lis)[^«"“\n.!?]{0,40}[«"“]([^«»"“”]{8,600})[»"”]/giu;

/** Parts of at least a clause that someone else said. */
export function quotedPartsOf(source: string): QuotedPart[] {
  const parts: QuotedPart[] = [];
  for (const line of source.matchAll(MARKED_LINE)) {
    parts.push({ start: line.index, end: line.index + line[0].length });
    if (parts.length === MAX_PARTS) break;
  }
  const header = HEADER.exec(source);
  if (header !== null) parts.push({ start: header.index, end: source.length });
  for (const said of source.matchAll(SAID)) {
    const end = said.index + said[0].length;
    parts.push({ start: end - 1 - (said[1]?.length ?? 0), end });
    if (parts.length >= 2 * MAX_PARTS) break;
  }
  return parts;
}

/** True when most of the piece is quoted. */
export function isInQuotes(parts: readonly QuotedPart[], { start, end }: QuotedPart): boolean {
  return parts.some((part) => 2 * (Math.min(end, part.end) - Math.max(start, part.start)) > end - start);
}
