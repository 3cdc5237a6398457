/** Finds the words of a reply: a journey's templates at the version that the run is pinned to, the product's own, or an advisor's. */
import type { Language } from '@facteur/contracts';
import { type Journey, renderTemplate } from '@facteur/journeys';
import { type ProductTemplates, renderProduct } from './product-templates.ts';
import type { ReplyRequest } from './state.ts';
import { asTyped, quotableSubject, replySubject } from './words.ts';

/** A reply's words: `paragraphs` are Markdown to be framed; an advisor's text stands as it was written. */
export interface Words {
  readonly language: Language;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly isWhole: boolean;
}

/** Gives a journey by its content hash. @throws AppError `JOURNEY_MISSING` */
export type JourneyByHash = (hash: string) => Promise<Journey>;

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
    const template = product(request.mailbox, content.template, language);
    const data = { ...content.data, case: caseNumber, subject: quotableSubject(request.subject) };
    return { language, subject: template.subject, paragraphs: [renderProduct(template, data)], isWhole: false };
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
