/** A mail as it is shown: its page made safe, or its text. Pure. */
import type { InlinePart, MailBody } from './kept-mails.ts';
import { plainHtml } from './plain-html.ts';
import { type SafeHtml, safeHtml } from './safe-html.ts';

const MOST_IMAGE_BYTES = 200_000;
const SHOWN_TYPES = /^image\/(?:png|jpe?g|gif|webp)$/;

/** @param body undefined: the raw mail cannot be read; then `text`, what the customer newly wrote, must do */
export function shownMail(body: MailBody | undefined, text: string): SafeHtml {
  if (body?.html !== undefined && body.html.trim() !== '')
    return safeHtml(body.html, (id) => pictureOf(body.inline, id));
  const plain = body === undefined || body.text.trim() === '' ? text : body.text;
  return { html: plainHtml(plain), hasRemoteImages: false, removed: 0 };
}

function pictureOf(parts: readonly InlinePart[], contentId: string): string | undefined {
  const part = parts.find((one) => one.contentId === contentId);
  if (part === undefined || part.content.length > MOST_IMAGE_BYTES || !SHOWN_TYPES.test(part.type)) return undefined;
  return `data:${part.type};base64,${part.content.toString('base64')}`;
}
