/** Before the first case: how to send a first mail. */
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';

const CUSTOMER = 'claire.martin@courriel.example';
const MAILBOX = 'sav@boutique.example';

/** Two commands to copy: a mail of the demo company's customer by SMTP, and the import of files. */
export function emptyState({ words }: Page): Html {
  const { title, lead, port, import: importing, sample } = words.empty;
  const send = `printf '%s\\n' \\
  'From: ${CUSTOMER}' \\
  'To: ${MAILBOX}' \\
  'Subject: ${sample.subject}' '' \\
  '${sample.text}' |
  curl smtp://127.0.0.1:2525 --crlf -T - \\
    --mail-from ${CUSTOMER} --mail-rcpt ${MAILBOX}`;
  return html`<section class="empty" data-part="empty" id="empty" aria-labelledby="empty-title">
<h2 id="empty-title">${title}</h2>
<p>${lead}</p>
<pre tabindex="0"><code>${send}</code></pre>
<p class="quiet">${port}</p>
<p>${importing}</p>
<pre tabindex="0"><code>npx facteur import mail.eml</code></pre>
</section>`;
}
