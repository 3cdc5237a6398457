/** Lines of a timeline about mails: received, understood, asked for, sent, failed. */
import type { Mail, MailRequest, mailUnderstood, replyFailed, replyRequested, replySent } from '@facteur/contracts';
import { whyNotAlone } from '../understood-words.ts';
import { formatBytes, formatShare } from './format.ts';
import { type Html, html } from './html.ts';
import { type Page, pairs } from './page.ts';
import type { Line } from './timeline-line.ts';
import { shownValue } from './values.ts';
import { foundInWords, inWords } from './words.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** `mail.understood` as the timeline keeps it: its mail has a line of its own. */
export type Understanding = Pick<DataOf<typeof mailUnderstood>, 'model' | 'requests' | 'tone'> & {
  readonly data: readonly { readonly type: string; readonly raw: string; readonly value: unknown }[];
};

/** A customer's or our words, as they are. */
export function words(text: string, page: Page, language?: string): Html {
  const shown = text.trim() === '' ? html`<em>${page.words.noText}</em>` : text.trim();
  return html`<div class="words"${language !== undefined && html` lang="${language}"`}>${shown}</div>`;
}

/** An address with its name. */
export function who(address: { address: string; name?: string | undefined } | undefined, page: Page): string {
  if (!address) return page.words.noCustomer;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}

export function mailLine(mail: Mail, page: Page): Line {
  const { line, kinds, proofs, noSubject } = page.words;
  const facts = pairs([
    [line.from, who(mail.from, page)],
    [line.to, mail.mailbox],
    [line.subject, mail.subject || noSubject],
    [line.attachments, mail.attachments.length > 0 && attachments(mail, page)],
    [line.problems, mail.problems.map(({ code, detail }) => (detail ? `${code} : ${detail}` : code)).join(' ; ')],
    [line.claims, mail.claims.join(', ')],
  ]);
  const notes = [proofs[mail.proof], ...(mail.kind === 'human' ? [] : [kinds[mail.kind]])];
  return {
    kind: 'in',
    title: line.received,
    note: notes.join(' · '),
    body: html`${facts}${words(mail.text, page, mail.language)}`,
  };
}

function attachments({ attachments: files }: Mail, page: Page): Html {
  const item = ({ name, type, bytes }: (typeof files)[number]): Html =>
    html`<li>${name} <small>${type}, ${formatBytes(bytes, page.language)}</small></li>`;
  return html`<ul class="plain">${files.map(item)}</ul>`;
}

export function understoodLine({ model, requests, data, tone }: Understanding, page: Page): Line {
  const { line, tones } = page.words;
  const found = data.map(
    ({ type, value }) => [foundInWords(type, page.words), html`${shownValue(value, page)}`] as const,
  );
  const body = html`${requests.length === 0 && html`<p>${line.noRequest}</p>`}
${requests.map((request, index) => requestBlock(request, index + 1, page))}
${found.length > 0 && html`<h4>${line.found}</h4>${pairs(found)}`}
<p class="quiet">${line.model} ${model}</p>`;
  return { kind: 'bot', title: line.understood, note: tones[tone], body };
}

function requestBlock(request: MailRequest, nth: number, page: Page): Html {
  const { line } = page.words;
  const nearest = request.nearest.map(({ text, intent, similarity }) => {
    // Another customer's words are not shown: an accepted example is told without them.
    const quoted = text !== '' && html`« ${text} » `;
    return html`<li>${quoted}<small>${inWords(intent)}, ${formatShare(similarity, page.language)}</small></li>`;
  });
  const missing = whyNotAlone(request, page.language).map((told) => html`<li>${told}</li>`);
  return html`<div class="request"><h4>${line.request(nth)}</h4><blockquote>${request.text}</blockquote>${probabilities(request, page)}
${missing.length > 0 && html`<ul class="plain quiet">${missing}</ul>`}
${nearest.length > 0 && html`<p class="quiet">${line.nearest}</p><ul class="plain">${nearest}</ul>`}</div>`;
}

/** Each intent's probability, and that of none of them, as a bar with its figure. */
export function probabilities({ intents, outOfScope }: MailRequest, page: Page): Html {
  const bar = (label: string, share: number): Html => {
    const shown = formatShare(share, page.language);
    return html`<li><span>${label}</span><meter min="0" max="1" value="${share}" aria-label="${label}">${shown}</meter><span>${shown}</span></li>`;
  };
  const ranked = intents.slice(0, 5).map(({ intent, probability }) => bar(inWords(intent), probability));
  return html`<ul class="bars">${ranked}${bar(inWords(page.words.line.outOfScope), outOfScope)}</ul>`;
}

export function replyRequestedLine({ purpose, content, to }: DataOf<typeof replyRequested>, page: Page): Line {
  const { line, purposes } = page.words;
  const templates =
    content.kind === 'journey' ? content.templates : content.kind === 'product' ? [content.template] : [];
  const facts = pairs([
    [line.to, who(to, page)],
    [line.templates, templates.map(inWords).join(', ')],
  ]);
  const body = content.kind === 'written' ? html`${facts}${words(content.text, page)}` : facts;
  return { kind: 'bot', title: line.requested, note: purposes[purpose], body };
}

export function replySentLine(reply: DataOf<typeof replySent>, page: Page): Line {
  const { line, purposes, bot } = page.words;
  const author = reply.author.id === 'bot' ? bot : (reply.author.name ?? reply.author.id);
  const facts = pairs([
    [line.to, who(reply.to, page)],
    [line.by, author],
    [line.subject, reply.subject],
  ]);
  return {
    kind: 'out',
    title: line.sent,
    note: purposes[reply.purpose],
    body: html`${facts}${words(reply.text, page)}`,
  };
}

export function replyFailedLine({ purpose, code, detail, permanent }: DataOf<typeof replyFailed>, page: Page): Line {
  const { line, purposes } = page.words;
  const facts = pairs([[line.failure, html`${code && html`<code>${code}</code> `}${detail}`]]);
  const outlook = html`<p>${permanent ? line.permanent : line.temporary}</p>`;
  return { kind: 'bad', title: line.failed, note: purposes[purpose], body: html`${facts}${outlook}` };
}
