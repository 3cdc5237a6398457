/** Does a macro to a case, in the name of whoever runs it: what they may not do themselves, it does not do. */
import { AppError, type Clock, isAppError, isoTime } from '@facteur/primitives';
import type { DeskActs } from '../acts/acts.ts';
import type { Actor, DeskPart } from '../acts/state.ts';
import { filledTemplate, templateFacts } from './fill-template.ts';
import type { MacroAction, MacroContent } from './items.ts';
import type { FoundCase } from './match-rules.ts';
import type { Editor, Setup } from './setup.ts';

/** What it leads to: the desk's part, and a draft that is neither kept nor sent. */
export interface MacroAnswer {
  readonly part: DeskPart;
  readonly draft?: { readonly subject?: string; readonly text: string };
}

/** What running needs. */
export interface MacroParts {
  readonly setup: Pick<Setup, 'find'>;
  readonly acts: Pick<DeskActs, 'part' | 'act' | 'assign' | 'note' | 'snooze' | 'close'>;
  readonly facts: (number: string) => Promise<FoundCase | undefined>;
  readonly clock: Clock;
}

/** Who runs which macro, and on what. */
export interface MacroRun {
  readonly id: string;
  readonly number: string;
  readonly editor: Editor;
  readonly advisor: Actor;
}

/** Stops at the first act that is refused. @throws AppError with the code of that refusal, saying what was done before */
export async function runMacro(parts: MacroParts, run: MacroRun): Promise<MacroAnswer> {
  const macro = await parts.setup.find('macro', run.editor, run.id);
  let answer: MacroAnswer = { part: await parts.acts.part(run.number) };
  for (const [index, action] of macro.actions.entries()) {
    try {
      answer = await doAction(parts, run, action, answer);
    } catch (error) {
      throw stopped(macro, index, error);
    }
  }
  return answer;
}

async function doAction(
  parts: MacroParts,
  { number, advisor, editor }: MacroRun,
  action: MacroAction,
  answer: MacroAnswer,
): Promise<MacroAnswer> {
  const { acts, clock } = parts;
  const tag = (add: readonly string[], remove: readonly string[]) => acts.act(number, 'tags', { advisor, add, remove });
  switch (action.do) {
    case 'tag':
      return { ...answer, part: await tag([action.tag], []) };
    case 'untag':
      return { ...answer, part: await tag([], [action.tag]) };
    case 'assign':
      return { ...answer, part: await acts.assign(number, advisor, action.to === 'me' ? advisor.id : action.to) };
    case 'snooze':
      return {
        ...answer,
        part: await acts.snooze(number, advisor, isoTime(clock.now() + action.minutes * 60_000)),
      };
    case 'note':
      return { ...answer, part: await acts.note(number, advisor, action.text) };
    case 'reply':
      return { ...answer, draft: await draftOf(parts, { number, advisor, editor }, action.template) };
    case 'close':
      return { ...answer, part: await acts.close(number, advisor, action.outcome) };
  }
}

async function draftOf(
  { setup, facts }: MacroParts,
  { number, advisor, editor }: Omit<MacroRun, 'id'>,
  id: string,
): Promise<NonNullable<MacroAnswer['draft']>> {
  const template = await setup.find('template', editor, id);
  const found = await facts(number);
  if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${number}`);
  return filledTemplate(template, templateFacts(found, advisor.name ?? '', template.language));
}

/** What a person reads of an act. */
const NAMES: Readonly<Record<MacroAction['do'], string>> = {
  tag: 'ajouter une étiquette',
  untag: 'retirer une étiquette',
  assign: 'confier le dossier',
  snooze: 'mettre en attente',
  note: 'noter',
  reply: 'préparer la réponse',
  close: 'fermer le dossier',
};

function stopped({ title, actions }: MacroContent, at: number, error: unknown): unknown {
  if (!(error instanceof AppError) && !isAppError(error)) return error;
  const names = actions.map((action) => NAMES[action.do]);
  const done = at === 0 ? 'Rien n’a été fait' : `Déjà fait : ${names.slice(0, at).join(', ')}`;
  const message = `La macro « ${title} » s’est arrêtée à « ${names[at] ?? ''} » : ${error.message}. ${done}.`;
  return new AppError(error.code, message, { retry: error.retry, cause: error });
}
