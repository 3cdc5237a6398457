/** The mails of a run as customers read them, written in every language so that none is found wanting only in production. */
import { messageOf } from '@facteur/primitives';
import { say } from '../bilingual.ts';
import type { Journey } from '../journey.ts';
import type { RunContext } from '../machine/run.ts';
import { LANGUAGES, type Language } from '../template/filters.ts';
import { renderTemplate } from '../template/render.ts';
import type { EffectOf, Happened, RenderedReply } from './happened.ts';

/** What `{{ dossier }}` shows in tests. */
const CASE_NUMBER = '7Q2K-9MXD-4';

/** The templates of `effect` in `language`; those that cannot be written are noted as faults. */
export function writeReplies(
  journey: Journey,
  effect: EffectOf<'ask' | 'remind' | 'reply'>,
  vars: RunContext['vars'],
  language: Language,
  faults: Happened['faults'],
): RenderedReply[] {
  const templates = effect.type === 'reply' ? [effect.template] : effect.templates;
  const data = { ...(effect.data ?? vars), dossier: CASE_NUMBER };
  return templates.map((template) => {
    const texts = new Map(LANGUAGES.map((each) => [each, writeOne(journey, template, each, data, faults)]));
    return { template, text: texts.get(language) ?? '' };
  });
}

function writeOne(
  journey: Journey,
  template: string,
  language: Language,
  data: RunContext['vars'],
  faults: Happened['faults'],
): string {
  try {
    const { subject, markdown } = renderTemplate(journey, template, language, data);
    return `${subject}\n\n${markdown}`;
  } catch (error) {
    const why = messageOf(error);
    const fr = `le modèle « ${template} » (${language}) ne peut pas être écrit : ${why}`;
    faults.push(say(fr, `template "${template}" (${language}) cannot be written: ${why}`));
    return '';
  }
}
