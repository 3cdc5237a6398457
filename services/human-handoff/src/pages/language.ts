/** In which language a page is shown, and in which a reader is addressed. */

/** Languages of the pages. */
export const PAGE_LANGUAGES = ['fr', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** The language asked for by `?lang=`, else the best of `Accept-Language` (RFC 9110 §12.5.4), else French. */
export function pageLanguage(asked: string | undefined, acceptLanguage: string | undefined): PageLanguage {
  return known(asked) ?? accepted(acceptLanguage ?? '') ?? 'fr';
}

function accepted(header: string): PageLanguage | undefined {
  const ranked = header.split(',').flatMap((item) => {
    const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
    const language = known(tag.split('-')[0]);
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    return language && weight > 0 ? [{ language, weight }] : [];
  });
  return ranked.sort((a, b) => b.weight - a.weight)[0]?.language;
}

function known(tag: string | undefined): PageLanguage | undefined {
  return PAGE_LANGUAGES.find((language) => language === tag?.toLowerCase());
}
