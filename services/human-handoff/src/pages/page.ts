/** What every page is made with, and the frame around it. */
import { TOPICS } from '@facteur/contracts';
import { formatAge, formatInstant } from './format.ts';
import { type Html, html } from './html.ts';
import { PAGE_LANGUAGES, type PageLanguage } from './language.ts';
import type { Words } from './words.ts';

/** Who looks at which address, when, and in which language. */
export interface Page {
  readonly language: PageLanguage;
  readonly words: Words;
  readonly nowMs: number;
  /** True when the mailboxes believe any local sender: said on every page. */
  readonly isDemo: boolean;
  readonly path: string;
  /** The address's parameters. `lang` stays in links only when it was asked for. */
  readonly query: Readonly<Record<string, string>>;
}

/** An address of ours; keeps the language that was asked for. */
export function link({ query }: Page, path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...parameters, ...(query.lang === undefined ? {} : { lang: query.lang }) });
  return search.size === 0 ? path : `${path}?${search}`;
}

/** The address of a case. */
export function caseLink(page: Page, number: string, parameters: Readonly<Record<string, string>> = {}): string {
  return link(page, `/cases/${encodeURIComponent(number)}`, parameters);
}

/** An instant in full. */
export function instant({ language }: Page, iso: string): Html {
  return html`<time datetime="${iso}">${formatInstant(iso, language)}</time>`;
}

/** An instant as an age, in full on hovering. */
export function age({ language, nowMs }: Page, iso: string): Html {
  return html`<time datetime="${iso}" title="${formatInstant(iso, language)}">${formatAge(iso, nowMs, language)}</time>`;
}

/** Pairs of a description list; those without a value are left out. */
export function pairs(list: readonly (readonly [string, Html | string | undefined | false])[]): Html {
  const shown = list.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return html`<dl class="pairs">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The whole document. `part`s of `main` (`data-part`) are refreshed live; `follows` is the case that a page is about. */
export function document(page: Page, { title, main, follows }: { title: string; main: Html; follows?: string }): Html {
  const { words, language } = page;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Facteur</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${STYLES.map((file) => html`<link rel="stylesheet" href="/assets/${file}">\n`)}<script type="module" src="/assets/live.js"></script>
</head>
<body data-topics="${TOPICS.map(({ name }) => name).join(' ')}"${follows !== undefined && html` data-case="${follows}"`}>
<a class="skip" href="#main">${words.skip}</a>
<header class="banner"><div class="wide">
<a class="brand" href="${link(page, '/')}"><img src="/assets/icon.svg" alt="" width="28" height="28">Facteur</a>
<nav aria-label="${words.navigation}"><a href="${link(page, '/')}"${page.path === '/' && html` aria-current="page"`}>${words.cases}</a></nav>
<p class="live" id="live" role="status" data-on="${words.live.on}" data-off="${words.live.off}" data-stale="${words.live.stale}"></p>
${languageLinks(page)}
</div></header>
${page.isDemo && html`<p class="demo wide"><strong>${words.demo}</strong></p>`}
<main id="main" class="wide" tabindex="-1">${main}</main>
<footer class="wide"><a href="/api/openapi.json">${words.api}</a></footer>
</body>
</html>
`;
}

const STYLES = ['pages.css', 'forms.css', 'lists.css', 'case.css'];

function languageLinks({ words, language, path, query }: Page): Html {
  const links = PAGE_LANGUAGES.map((other) => {
    const search = new URLSearchParams({ ...query, lang: other });
    const isCurrent = other === language && html` aria-current="true"`;
    return html`<li><a href="${path}?${search.toString()}" lang="${other}" hreflang="${other}"${isCurrent}>${NAMES[other]}</a></li>`;
  });
  return html`<nav class="languages" aria-label="${words.languages}"><ul>${links}</ul></nav>`;
}

const NAMES: Readonly<Record<PageLanguage, string>> = { fr: 'Français', en: 'English' };
