/** Finds the words of a reply: a journey's templates at the version that the run is pinned to, the product's own, or an advisor's. */
import { readFile } from 'node:fs/promises';
import type { Language } from '@facteur/contracts';
import { type Journey, renderTemplate } from '@facteur/journeys';
import { AppError } from '@facteur/primitives';
import { Liquid } from 'liquidjs';
import type { ReplyRequest } from './state.ts';
import { asTyped, plainWords, quotableSubject, replySubject } from './words.ts';

/** A reply's words: `paragraphs` are Markdown to be framed; an advisor's text stands as it was written. */
export interface Words {
  readonly language: Language;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly isWhole: boolean;
}

/** Gives a journey by its content hash. @throws AppError `JOURNEY_MISSING` */
export type JourneyByHash = (hash: string) => Promise<Journey>;

/** Words of the product's own templates, by `<name>.<language>`. */
export type ProductTemplates = ReadonlyMap<string, { subject: string; body: string }>;

const FOLDER = new URL('../templates/', import.meta.url);
const PRODUCT_LANGUAGES: readonly Language[] = ['fr', 'en', 'es', 'de', 'it', 'nl', 'pt'];
const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  outputEscape: (value: unknown) => plainWords(String(value)),
});

/** Reads the templates that ship with the product. */
export async function readProductTemplates(): Promise<ProductTemplates> {
  const read = PRODUCT_LANGUAGES.map(async (language) => {
    const name = `acknowledgement.${language}`;
    const text = await readFile(new URL(`${name}.md`, FOLDER), 'utf8');
    const [, subject, body] = /^---\nsubject: (.+)\n---\n([\s\S]*)$/.exec(text) ?? [];
    if (!subject || !body) throw new AppError('TEMPLATE_INVALID', `${name}.md does not begin with its subject`);
    return [name, { subject, body }] as const;
  });
  return new Map(await Promise.all(read));
}

/** True of the languages of journeys: whoever wrote in another one is answered in French, framed in French. */
export function isSpoken(language: Language): boolean {
  return language === 'fr' || language === 'en';
}

/** @throws AppError `TEMPLATE_INVALID`, `JOURNEY_MISSING` */
export async function writeReply(
  caseNumber: string,
  request: ReplyRequest,
  journeyByHash: JourneyByHash,
  product: ProductTemplates,
): Promise<Words> {
  const { content, language } = request;
  if (content.kind === 'written')
    return {
      language,
      subject: content.subject?.trim() || replySubject(request.subject, language),
      paragraphs: [asTyped(content.text)],
      isWhole: true,
    };
  if (content.kind === 'product') {
    const template = product.get(`${content.template}.${language}`);
    if (!template) throw new AppError('TEMPLATE_INVALID', `No template ${content.template} in ${language}`);
    const data = { ...content.data, case: caseNumber, subject: quotableSubject(request.subject) };
    return {
      language,
      subject: template.subject,
      paragraphs: [String(liquid.parseAndRenderSync(template.body, data))],
      isWhole: false,
    };
  }
  const journey = await journeyByHash(content.hash);
  const rendered = content.templates.map((name) => renderTemplate(journey, name, language, content.data));
  return {
    language: isSpoken(language) ? language : 'fr',
    subject: rendered[0]?.subject ?? '',
    paragraphs: rendered.map(({ markdown }) => markdown),
    isWhole: false,
  };
}
