/**
 * A customer's HTML mail, made safe to be shown: written anew from an allow-list of elements and attributes, with nothing that
 * runs, fetches, sends or covers. It is shown in a sandboxed frame besides. Pure.
 */
import { decodeReferences, escapeHtml, escapeSource, type HtmlToken, htmlTokens } from './html-tokens.ts';
import { safeStyle } from './safe-style.ts';

/** What is shown of a mail. */
export interface SafeHtml {
  readonly html: string;
  /** Pictures on other servers were taken out: to load them would tell the sender that the mail is read. */
  readonly hasRemoteImages: boolean;
  /** How many elements, attributes, links, pictures and declarations of styles were taken out. */
  readonly removed: number;
}

/** The mail's own picture by its Content-ID, as a `data:` address; undefined: there is none, or it is too large. */
export type InlineImage = (contentId: string) => string | undefined;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const ALLOWED = words(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small ' +
    'span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr',
);
const VOID = words('br col hr img wbr');
/** Nothing of theirs is shown. */
const DROPPED = words(
  'applet audio button canvas datalist embed frame frameset iframe listing math noembed noframes noscript object ' +
    'optgroup option output plaintext script select style svg template textarea title video xmp',
);
/** Say nothing and do nothing: taken out without a word. */
const SILENT = words('html head body o:p');
const ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = {
  '*': words('align bgcolor color dir height lang title valign width'),
  a: words('name'),
  col: words('span'),
  colgroup: words('span'),
  font: words('face size'),
  img: words('alt border'),
  li: words('value'),
  ol: words('start type'),
  table: words('border cellpadding cellspacing'),
  td: words('colspan nowrap rowspan'),
  th: words('colspan nowrap rowspan scope'),
};
const MOST_DEPTH = 200;
const MOST_CHARACTERS = 2_000_000;
const LONGEST_ATTRIBUTE = 2_000;
/** Of all pictures of a mail: one may be shown many times. */
const MOST_IMAGE_CHARACTERS = 4_000_000;
const LONGEST_DATA = 280_000;

interface Writing {
  readonly out: string[];
  readonly open: string[];
  readonly inline: InlineImage;
  /** Within an element of which nothing is shown: its name, and how many of that name are open. */
  dropping: { readonly name: string; depth: number } | undefined;
  imageCharacters: number;
  hasRemoteImages: boolean;
  removed: number;
}

/** @param inline the mail's own pictures; default: it has none */
export function safeHtml(source: string, inline: InlineImage = () => undefined): SafeHtml {
  const writing: Writing = {
    ...{ out: [], open: [], inline, dropping: undefined },
    ...{ imageCharacters: 0, hasRemoteImages: false, removed: source.length > MOST_CHARACTERS ? 1 : 0 },
  };
  for (const token of htmlTokens(source.slice(0, MOST_CHARACTERS))) take(writing, token);
  for (const name of writing.open.reverse()) writing.out.push(`</${name}>`);
  const { out, hasRemoteImages, removed } = writing;
  return { html: out.join(''), hasRemoteImages, removed };
}

function take(writing: Writing, token: HtmlToken): void {
  if (writing.dropping !== undefined) return drop(writing, writing.dropping, token);
  if (token.kind === 'text') writing.out.push(escapeSource(token.source));
  else if (token.kind === 'end') close(writing, token.name);
  else start(writing, token.name, token.attributes);
}

function drop(writing: Writing, dropping: { readonly name: string; depth: number }, token: HtmlToken): void {
  if (token.kind === 'text' || token.name !== dropping.name) return;
  dropping.depth += token.kind === 'start' ? 1 : -1;
  if (dropping.depth === 0) writing.dropping = undefined;
}

/** Ends what is open above it, too. An end without a beginning says nothing. */
function close({ open, out }: Writing, name: string): void {
  const level = open.lastIndexOf(name);
  if (level < 0) return;
  for (const ended of open.splice(level).reverse()) out.push(`</${ended}>`);
}

function start(writing: Writing, name: string, attributes: ReadonlyMap<string, string>): void {
  if (name === 'image') return start(writing, 'img', attributes);
  if (!ALLOWED.has(name)) {
    if (!SILENT.has(name) && name !== 'meta') writing.removed += 1;
    // A refresh leads elsewhere; the rest of what `meta` says is of no use here.
    if (name === 'meta' && attributes.has('http-equiv')) writing.removed += 1;
    if (attributes.has('background')) countImage(writing, attributes.get('background') ?? '');
    if (DROPPED.has(name) && name !== 'embed' && name !== 'frame') writing.dropping = { name, depth: 1 };
    return;
  }
  if (writing.open.length >= MOST_DEPTH && !VOID.has(name)) {
    writing.removed += 1;
    return;
  }
  const kept = keptAttributes(writing, name, attributes);
  if (name === 'img' && !kept.some((attribute) => attribute.startsWith('src='))) {
    writing.out.push(escapeSource(attributes.get('alt')?.slice(0, LONGEST_ATTRIBUTE) ?? ''));
    return;
  }
  writing.out.push(`<${[name, ...kept].join(' ')}>`);
  if (!VOID.has(name)) writing.open.push(name);
}

function keptAttributes(writing: Writing, name: string, attributes: ReadonlyMap<string, string>): string[] {
  const kept: string[] = [];
  for (const [attribute, value] of attributes) {
    const safe = safeAttribute(writing, name, attribute, value);
    if (safe === undefined) writing.removed += 1;
    else if (safe !== '') kept.push(safe);
  }
  return kept;
}

/** As it is written; `''` for what says nothing; undefined for what is taken out. */
function safeAttribute(writing: Writing, name: string, attribute: string, value: string): string | undefined {
  if (attribute === 'style') {
    const { style, removed } = safeStyle(decodeReferences(value));
    writing.removed += removed;
    if (/url\s*\(/i.test(value)) countImage(writing, value);
    return style === '' ? '' : `style="${escapeHtml(style)}"`;
  }
  if (attribute === 'href' && name === 'a') return linkOf(value);
  if (attribute === 'src' && name === 'img') return pictureOf(writing, value);
  if (attribute === 'background') countImage(writing, value);
  if (attribute === 'class' || attribute === 'id' || attribute.startsWith('xmlns')) return '';
  const isAllowed = ATTRIBUTES['*']?.has(attribute) || ATTRIBUTES[name]?.has(attribute);
  return isAllowed && value.length <= LONGEST_ATTRIBUTE ? `${attribute}="${escapeSource(value)}"` : undefined;
}

/** Browsers look past blanks and control characters in an address. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Z}]+/gu;

function address(value: string): string {
  return decodeReferences(value).replace(UNSEEN, '');
}

function linkOf(value: string): string | undefined {
  const link = address(value);
  if (link.length > LONGEST_ATTRIBUTE || !/^(?:https?:\/\/|mailto:|tel:)/i.test(link)) return undefined;
  return `href="${escapeHtml(link)}" target="_blank" rel="noopener noreferrer nofollow"`;
}

const PICTURE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i;

function pictureOf(writing: Writing, value: string): string | undefined {
  const source = address(value);
  const data = /^cid:/i.test(source) ? writing.inline(decoded(source.slice(4))) : source;
  if (data === undefined || data.length > LONGEST_DATA || !PICTURE.test(data)) {
    countImage(writing, source);
    return undefined;
  }
  if (writing.imageCharacters + data.length > MOST_IMAGE_CHARACTERS) return undefined;
  writing.imageCharacters += data.length;
  return `src="${data}"`;
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

function countImage(writing: Writing, source: string): void {
  if (/(?:https?:)?\/\//i.test(source)) writing.hasRemoteImages = true;
}
