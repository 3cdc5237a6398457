/** The document of a mail's frame: the server's safe HTML with quoted parts folded. Runs in the browser. */

const QUOTES = 'blockquote, .gmail_quote, #divRplyFwdMsg, .moz-cite-prefix + blockquote';

/** The frame inherits the page's security policy: no script, nothing from elsewhere. Colours are those of paper: mails are written for it. */
export function mailDocument(html: string, quotedLabel: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const quote of parsed.querySelectorAll(QUOTES)) {
    if (quote.parentElement?.closest('details') || !quote.isConnected) continue;
    const folded = parsed.createElement('details');
    const summary = parsed.createElement('summary');
    summary.textContent = quotedLabel;
    quote.replaceWith(folded);
    folded.append(summary, quote);
  }
  for (const link of parsed.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  const style =
    'margin:0;padding:12px 14px;font:14px/1.55 system-ui,-apple-system,Segoe UI,Roboto,sans-serif;color:#17202b;background:#fff;overflow-wrap:anywhere';
  return `<!doctype html><html><head><meta charset="utf-8"></head><body style="${style}">${parsed.body.innerHTML}</body></html>`;
}
