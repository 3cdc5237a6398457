/** What mail programs leave in their HTML to mark quotes, originals and signatures. */
import type { LineRole } from '../new-text/lines.ts';
import { attribute } from './scan-html.ts';

/** What an element is, by its name and attributes: a line's role, a quote, or hidden. */
export type ElementMark = LineRole | 'quote' | 'hidden';

const SIGNATURES =
  /^(?:gmail_signature|gmail_signature_prefix|moz-signature|signature|applemailsignature|ms-outlook-mobile-signature|yahoo-signature|protonmail_signature_block.*|tutanota_signature|bloop_sign.*|zimbra_signature|mobile_signature|mail_signature|zmail_signature.*|ydp.{0,20}signature)$/i;
const ATTRIBUTIONS = /^(?:gmail_attr|moz-cite-prefix|moz-email-headers-table|bloop_original_html_header)$/i;
const ORIGINALS =
  /^(?:divrplyfwdmsg|outlookmessageheader|appendonsend|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|yahoo_quoted|yahooquoted.*|ydp.{0,20}yahoo_quoted|zwchr|moz-forward-container|replyintro|aolmsgpart.*|orange_quoted|laposte_quoted|quoted-message|isforwardcontent|originalmessage|stopspelling|olk_src_body_section)$/i;
const QUOTES = /^(?:protonmail_quote|tutanota_quote|gmx_quote|cite|wmquote|reply-quote|quote|mail-quote)$/i;

/** The mark of an element; `undefined` for most. */
export function markOf(name: string, attributes: string): ElementMark | undefined {
  if (name === 'blockquote') return isCitation(attributes) ? 'quote' : undefined;
  if (attributes.length < 6) return undefined;
  if (/display\s{0,2}:\s{0,2}none|mso-hide\s{0,2}:\s{0,2}all/i.test(attributes)) return 'hidden';
  if (name !== 'div' && name !== 'hr' && name !== 'table' && name !== 'span' && name !== 'p') return undefined;
  const names = `${attribute(attributes, 'class')} ${attribute(attributes, 'id')}`.trim();
  if (names !== '') {
    for (const word of names.split(/\s+/, 12)) {
      if (SIGNATURES.test(word)) return 'signature';
      if (ORIGINALS.test(word)) return 'original';
      if (ATTRIBUTIONS.test(word)) return 'attribution';
      if (QUOTES.test(word) && name === 'div') return 'quote';
    }
  }
  // Outlook draws a line above the quoted mail's headers.
  return name === 'div' && /border-top\s{0,2}:\s{0,2}solid/i.test(attributes) ? 'rule' : undefined;
}

/** `type=cite` and `cite=` are a mail program's; a plain block quote, or Gmail's within a text, may be the sender's own. */
function isCitation(attributes: string): boolean {
  return /type\s{0,2}=\s{0,2}["']?cite|\bcite\s{0,2}=|protonmail_quote|tutanota_quote|class\s{0,2}=\s{0,2}["']?(?:cite|wmQuote)/i.test(
    attributes,
  );
}

/** Whether the source holds a mark of a quote at all: to be asked before it is read. */
export function hasQuoteMarks(html: string): boolean {
  return /gmail_quote|type=["']?cite|divRplyFwdMsg|yahoo_quoted|OutlookMessageHeader|moz-cite-prefix|appendonsend|id=["']zwchr|protonmail_quote|reference-message-container|moz-forward-container/i.test(
    html,
  );
}
