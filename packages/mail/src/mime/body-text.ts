/** One text and one page out of the text parts of a mail, by the multiparts that they stand in (RFC 2046 §5.1). */

/** The text of a part of a mail: `text` and `html` say the same when both are there. */
export interface BodyText {
  readonly text: string;
  readonly html?: string | undefined;
  /** Content-Type says `format=flowed` (RFC 3676). */
  readonly isFlowed: boolean;
  readonly deletesSpace: boolean;
}

const EMPTY: BodyText = { text: '', isFlowed: false, deletesSpace: false };

/** Of parts that say the same: the first text and the first page that say something. */
export function alternatives(parts: readonly BodyText[]): BodyText {
  const text = parts.find((part) => part.text.trim() !== '') ?? EMPTY;
  return { ...text, html: parts.find(({ html }) => html !== undefined && html.trim() !== '')?.html };
}

/**
 * Of parts that follow one another. Where one is a page only and another text only, everything becomes a page, so that
 * nothing is lost: Apple Mail writes so around a picture.
 */
export function sequence(parts: readonly BodyText[]): BodyText {
  const said = parts.filter(({ text, html }) => text.trim() !== '' || (html ?? '').trim() !== '');
  const [first = EMPTY] = said;
  if (said.length <= 1) return first;
  const isPage = said.some(({ html }) => html !== undefined);
  const html = isPage ? said.map((part) => part.html ?? asPage(part)).join('\n') : undefined;
  const isTextWhole = said.every(({ text }) => text.trim() !== '');
  return {
    text: isTextWhole ? said.map(({ text }) => text).join('\n') : '',
    html,
    isFlowed: said.every(({ isFlowed }) => isFlowed),
    deletesSpace: said.every(({ deletesSpace }) => deletesSpace),
  };
}

function asPage({ text }: BodyText): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div>${escaped.replace(/\r?\n/g, '<br>')}</div>`;
}
