/** What a decision would lead to, as the server foresees it, in words. Pure. */
import type { Json } from '../api/types.ts';
import { type Money, moneyIn } from '../format/format.ts';

/** `POST /journeys/preview`. */
export interface Foreseen {
  readonly replies: readonly {
    readonly purpose: string;
    readonly subject?: string;
    /** Markdown, without greeting and signature. */
    readonly text: string;
  }[];
  readonly effects: readonly { readonly operation: string; readonly input: Readonly<Record<string, Json>> }[];
  readonly reviews: readonly { readonly step?: string; readonly reasons: readonly string[] }[];
  readonly status: string;
  readonly outcome?: string;
  readonly unknown?: string;
}

/** The words of a mail without the marks of Markdown that people would not type; a paragraph is one line. */
export function plainWords(markdown: string): string {
  return markdown
    .replaceAll(/\*\*(.+?)\*\*/gs, '$1')
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replaceAll(/^#{1,6} +/gm, '')
    .replaceAll(/\\([^\w\s])/g, '$1')
    .replaceAll(/(?<=\S) *\n(?!\n|[-*+] |\d+\. )/g, ' ');
}

/** How the server shows what a system would only tell once it is done. */
const IMAGINED = /\(([\p{L}\p{N}_.-]+) simulée?\)/gu;

/** A whole mail of them, between greeting and signature. What was only imagined is left to be filled in. */
export function asOwnReply({ text }: Foreseen['replies'][number], language: string, name: string): string {
  const [hello, regards] = language === 'fr' ? ['Bonjour,', 'Bien cordialement,'] : ['Hello,', 'Kind regards,'];
  return `${hello}\n\n${plainWords(text).replaceAll(IMAGINED, '[[$1]]')}\n\n${regards}\n${name}`;
}

/** The amount that an operation is given; undefined when it is given none. */
export function amountOf({ input }: Foreseen['effects'][number]): Money | undefined {
  return Object.values(input)
    .map((value) => moneyIn(value))
    .find((money) => money !== undefined);
}
