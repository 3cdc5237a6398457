/** The frame of a page that needs nothing else: no script, no network, light and dark, on a phone and in print. */
import { type Html, html, stylesheet } from './markup.ts';
import type { PageLanguage } from './words.ts';

/** What is in it. */
export interface PageParts {
  readonly language: PageLanguage;
  /** Of the window, and above everything. */
  readonly title: string;
  readonly styles: string;
  readonly body: Html;
}

export function pageDocument({ language, title, styles, body }: PageParts): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${stylesheet(styles)}
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.markup;
}
