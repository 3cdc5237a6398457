/** The pages of those who are not in yet: signing in, accepting an invitation, not being allowed. No script, no other file but the style. */
import type { PageLanguage } from './request-page.ts';
import { PAGE_WORDS } from './sign-in-words.ts';

/** What the sign-in form shows. */
export interface SignInPage {
  /** Where to go once signed in; a path of ours. Default the first page. */
  readonly to?: string | undefined;
  /** What was typed before. */
  readonly email?: string | undefined;
  /** Why it did not work. */
  readonly problem?: 'wrong' | 'too-many' | undefined;
}

/** What the page of an invitation shows; without `token` it says that the link is not valid any more. */
export interface InvitationPage {
  readonly token?: string | undefined;
  readonly name?: string | undefined;
  readonly problem?: 'too-short' | 'different' | 'too-many' | undefined;
}

/** A whole HTML document: the form that posts `email`, `password` and `to` to `/sign-in`. */
export function signInPage(language: PageLanguage, { to, email = '', problem }: SignInPage = {}): string {
  const words = PAGE_WORDS[language];
  const form = `<form method="post" action="/sign-in">
${to === undefined ? '' : `<input type="hidden" name="to" value="${escapeHtml(to)}">\n`}<input type="hidden" name="lang" value="${language}">
${field({ name: 'email', label: words.email, type: 'email', autocomplete: 'username', value: email, isWrong: problem === 'wrong' })}
${field({ name: 'password', label: words.password, type: 'password', autocomplete: 'current-password', isWrong: problem === 'wrong' })}
<button type="submit">${words.signIn}</button>
</form>`;
  const help = words.signInHelp.map((text) => `<p>${text}</p>`).join('\n');
  const main = `${problem ? alert(words[problem]) : ''}<p>${words.signInWhy}</p>\n${form}\n<details><summary>${words.signInHelpTitle}</summary>${help}</details>`;
  return document(language, words.signInTitle, main);
}

/** A whole HTML document: the form that posts `password` and `again` to `/invitation/…`. */
export function invitationPage(language: PageLanguage, { token, name, problem }: InvitationPage): string {
  const words = PAGE_WORDS[language];
  if (token === undefined) return document(language, words.invitationOverTitle, `<p>${words.invitationOver}</p>`);
  const isWrong = problem === 'too-short' || problem === 'different';
  const main = `${problem ? alert(words[problem]) : ''}<p>${name ? `${words.hello} ${escapeHtml(name)}, ` : ''}${words.invitation}</p>
<form method="post" action="/invitation/${encodeURIComponent(token)}">
<input type="hidden" name="lang" value="${language}">
${field({ name: 'password', label: words.newPassword, type: 'password', autocomplete: 'new-password', isWrong, hint: words.passwordHint })}
${field({ name: 'again', label: words.again, type: 'password', autocomplete: 'new-password', isWrong })}
<button type="submit">${words.accept}</button>
</form>`;
  return document(language, words.invitationTitle, main);
}

/** A whole HTML document that names the role which is needed. */
export function notAllowedPage(language: PageLanguage, roleName: string): string {
  const words = PAGE_WORDS[language];
  const main = `<p>${words.notAllowed(escapeHtml(roleName))}</p><p><a href="/">${words.back}</a></p>`;
  return document(language, words.notAllowedTitle, main);
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password';
  readonly autocomplete: string;
  readonly value?: string;
  readonly isWrong: boolean;
  readonly hint?: string;
}

function field({ name, label, type, autocomplete, value, isWrong, hint }: Field): string {
  const described = [isWrong ? 'problem' : '', hint ? `${name}-hint` : ''].filter(Boolean).join(' ');
  const attributes = [
    `id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required`,
    type === 'email' ? 'inputmode="email" spellcheck="false"' : '',
    value ? `value="${escapeHtml(value)}"` : '',
    isWrong ? 'aria-invalid="true"' : '',
    described ? `aria-describedby="${described}"` : '',
  ];
  const note = hint ? `<p class="hint" id="${name}-hint">${hint}</p>\n` : '';
  return `<label for="${name}">${label}</label>\n${note}<input ${attributes.filter(Boolean).join(' ')}>`;
}

function alert(text: string): string {
  return `<p class="problem" id="problem" role="alert">${text}</p>\n`;
}

function document(language: PageLanguage, title: string, main: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title} · Facteur</title><link rel="stylesheet" href="/sign-in.css"></head>
<body><main>
<h1>${title}</h1>
${main}
</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
