/** HTML as values: a template tag that escapes whatever it did not make itself. */

const MADE = Symbol('made by html``');

/** Markup that is safe to show. Only this module makes it. */
export interface Html {
  readonly [MADE]: true;
  readonly markup: string;
}

/** What may stand in a template: text is escaped, lists are joined, nothing is nothing. */
export type Part = Html | string | number | undefined | null | false | readonly Part[];

/** Markup from a template. Attributes must be quoted; nothing may stand in a `<style>` but `stylesheet`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((before, after, index) => before + rendered(parts[index - 1]) + after);
  return { [MADE]: true, markup };
}

/** A style element; `css` is ours, never data. */
export function stylesheet(css: string): Html {
  return { [MADE]: true, markup: `<style>\n${css}</style>` };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function rendered(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (isList(part)) return part.map(rendered).join('');
  if (typeof part === 'object' && MADE in part) return part.markup;
  return String(part).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}
