/** Filling a journey's template for one customer. */
import { AppError } from '@facteur/primitives';
import type { Journey } from '../journey.ts';
import { LANGUAGES } from './filters.ts';
import type { RenderedTemplate } from './template.ts';

/**
 * Template `name` of `journey` in `language` (French where the template has no such language). Data are escaped:
 * they read as plain words in Markdown. HTML is left to whoever turns Markdown into it.
 * @throws AppError `TEMPLATE_INVALID` when the template does not exist or `data` lacks something that it shows
 */
export function renderTemplate(
  journey: Journey,
  name: string,
  language: string,
  data: Readonly<Record<string, unknown>>,
): RenderedTemplate {
  const languages = journey.templates[name] ?? {};
  const wanted = LANGUAGES.find((each) => each === language);
  const template = (wanted && languages[wanted]) ?? languages.fr;
  if (template === undefined) {
    throw new AppError('TEMPLATE_INVALID', `Journey ${journey.name} has no template "${name}"`, { template: name });
  }
  return template.render(data);
}
