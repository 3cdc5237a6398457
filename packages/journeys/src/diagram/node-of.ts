/** One box for each step, and for what is collected, in words. */
import { say } from '../bilingual.ts';
import type { Field, Step } from '../read/definition.ts';
import type { Language } from '../template/filters.ts';
import type { DiagramNode } from './diagram.ts';
import { allOf, anyOf, codeIn, colon, durationIn, operationIn, quoted, typeIn } from './words.ts';

/** What the words of a box are made with. */
export interface Words {
  readonly language: Language;
  /** The subject of a template, its data as `[order.number]`; the template's name when it has none. */
  subjectOf(template: string): string;
  /** All that the journey collects. */
  readonly fields: readonly Field[];
}

const CAPTIONS: Readonly<Record<string, ReturnType<typeof say>>> = {
  call: say('appel', 'call'),
  close: say('fin', 'end'),
  collect: say('à savoir', 'to know'),
  decide: say('règles', 'rules'),
  each: say('boucle', 'loop'),
  handoff: say('confié à un conseiller', 'handed to an advisor'),
  reply: say('réponse', 'reply'),
  review: say('validation', 'review'),
  start: say('autre parcours', 'other journey'),
  wait: say('attente', 'wait'),
};

const SHAPES: Readonly<Record<string, DiagramNode['shape']>> = {
  close: 'round',
  decide: 'diamond',
  handoff: 'round',
  start: 'link',
};

/** The box of a step. */
export function nodeOf(step: Step, words: Words): DiagramNode {
  return {
    id: step.name,
    kind: step.kind,
    shape: SHAPES[step.kind] ?? 'box',
    caption: CAPTIONS[step.kind]?.[words.language] ?? step.kind,
    title: step.name,
    lines: linesOf(step, words),
    ...(step.kind === 'start' && { journey: step.journey }),
  };
}

function linesOf(step: Step, words: Words): string[] {
  const { language } = words;
  switch (step.kind) {
    case 'call':
      return callLines(step, language);
    case 'collect':
      return collectLines(step, words);
    case 'decide':
      return step.table === undefined ? [] : [step.table];
    case 'review':
      return reviewLines(step, language);
    case 'reply':
      return [quoted(words.subjectOf(step.template), language), ...closeLines(step.close, language)];
    case 'wait':
      return waitLines(step, language);
    case 'each':
      return [`${say('pour chaque', 'for each')[language]} ${step.as} ${say('de', 'of')[language]} ${step.of.source}`];
    case 'handoff':
      return [...queueLines(step.queue, language), ...showLines(step.show, language)];
    case 'start':
      return [quoted(step.journey, language)];
    case 'close':
      return closeLines(step.outcome, language);
  }
}

function callLines(step: Extract<Step, { kind: 'call' }>, language: Language): string[] {
  const inputs = [...step.inputs].map(([name, { source }]) => `${name} = ${source}`);
  const waits = step.retryMs.map((ms) => durationIn(ms, language));
  return [
    operationIn(step.operation, language),
    ...(inputs.length > 0 ? [`${say('avec', 'with')[language]} ${inputs.join(', ')}`] : []),
    ...saved(step.save),
    ...(waits.length === 0
      ? []
      : [`${say('nouvel essai après', 'tried again after')[language]} ${allOf(waits, language)}`]),
    ...(step.oncePer === undefined
      ? []
      : [`${say('une seule fois par', 'only once per')[language]} ${step.oncePer.source}`]),
    ...(step.undo === undefined
      ? []
      : [`${say('se défait par', 'undone by')[language]} ${operationIn(step.undo, language)}`]),
  ];
}

function reviewLines(step: Extract<Step, { kind: 'review' }>, language: Language): string[] {
  const { queue, show, edit, withinMs } = step;
  const within = withinMs === undefined ? [] : [`${say('sous', 'within')[language]} ${durationIn(withinMs, language)}`];
  const corrects =
    edit.length === 0 ? [] : [`${say('à corriger', 'may correct')[language]}${colon(language)}${edit.join(', ')}`];
  return [...queueLines(queue, language), ...showLines(show, language), ...corrects, ...within];
}

type Wait = Extract<Step, { kind: 'wait' }>;

function waitLines({ for: what, atMostMs, late }: Wait, language: Language): string[] {
  if (what.kind === 'duration') return [durationIn(what.ms, language)];
  const human = late === undefined ? say(', puis un conseiller', ', then an advisor')[language] : '';
  const most = `${say('au plus', 'at most')[language]} ${durationIn(atMostMs, language)}${human}`;
  if (what.kind === 'date') return [`${say('jusqu’au jour', 'until the day')[language]} ${what.until.source}`, most];
  return [`${say('événement', 'event')[language]} ${quoted(what.event, language)}`, ...saved(what.save), most];
}

function saved(name: string | undefined): string[] {
  return name === undefined ? [] : [`→ ${name}`];
}

function queueLines(queue: string, language: Language): string[] {
  return [`${say('corbeille', 'queue')[language]}${colon(language)}${queue}`];
}

function showLines(show: readonly string[], language: Language): string[] {
  return show.length === 0 ? [] : [`${say('montre', 'shows')[language]} ${allOf(show, language)}`];
}

function closeLines(outcome: string | undefined, language: Language): string[] {
  if (outcome === undefined) return [];
  return [`${say('ferme le dossier', 'closes the case')[language]}${colon(language)}${codeIn(outcome, language)}`];
}

/** What is collected before the first step. */
export function fieldsAtStart({ fields }: Words): Field[] {
  return fields.filter(({ atStart }) => atStart);
}

/** The fields that a `collect` step asks for. */
export function fieldsOf({ fields: names }: Extract<Step, { kind: 'collect' }>, { fields }: Words): Field[] {
  return fields.filter(({ name }) => names.includes(name));
}

/** After which delays an unanswered ask for `fields` is given up, in words. */
export function giveUpDelays(fields: readonly Field[], { language }: Words): string[] {
  const asked = fields.filter(({ optional }) => !optional);
  return [...new Set(asked.map(({ giveUpMs }) => giveUpMs))].map((ms) => durationIn(ms, language));
}

/** The box of what is collected before the first step. */
export function collectNode(words: Words): DiagramNode {
  const { language } = words;
  return {
    id: 'collect',
    kind: 'collect',
    shape: 'box',
    caption: CAPTIONS.collect?.[language] ?? 'collect',
    title: say('lu dans le mail, sinon demandé', 'read from the mail, else asked for')[language],
    lines: fieldsLines(fieldsAtStart(words), words),
  };
}

function collectLines(step: Extract<Step, { kind: 'collect' }>, words: Words): string[] {
  const { language } = words;
  const fields = fieldsOf(step, words);
  const delays = allOf(giveUpDelays(fields, words), language);
  const giveUp = `• ${say('sans réponse après', 'unanswered after')[language]} ${delays}${colon(language)}${say('un conseiller', 'an advisor')[language]}`;
  return [...fieldsLines(fields, words), ...(step.late === undefined && delays !== '' ? [giveUp] : [])];
}

/** One line for each field, then the reminders. */
function fieldsLines(fields: readonly Field[], words: Words): string[] {
  return [...fields.map((field) => fieldLine(field, words)), ...reminderLines(fields, words)];
}

function fieldLine({ name, type, choices, when, valid, optional, ask }: Field, words: Words): string {
  const { language } = words;
  const what = choices.size > 0 ? anyOf([...choices.keys()], language) : typeIn(type, language);
  const condition = when === undefined ? '' : `, ${say('si', 'if')[language]} ${when.source}`;
  const limit = valid === undefined ? '' : `, ${say('valable si', 'valid if')[language]} ${valid.source}`;
  const freely = optional ? `, ${say('si le client le dit', 'if the customer says so')[language]}` : '';
  const asked = ask === undefined || optional ? '' : ` — ${quoted(words.subjectOf(ask), language)}`;
  return `• ${name}${colon(language)}${what}${condition}${limit}${freely}${asked}`;
}

/** Fields with the same reminders share a line. */
function reminderLines(fields: readonly Field[], { language }: Words): string[] {
  const asked = fields.filter(({ remindMs, optional }) => remindMs.length > 0 && !optional);
  const delaysOf = ({ remindMs }: Field) =>
    allOf(
      remindMs.map((ms) => durationIn(ms, language)),
      language,
    );
  const all = [...new Set(asked.map(delaysOf))];
  return all.map((delays) => {
    const names = asked.filter((field) => delaysOf(field) === delays).map(({ name }) => name);
    const whose = all.length > 1 ? ` (${names.join(', ')})` : '';
    const isOne = asked.find((field) => delaysOf(field) === delays)?.remindMs.length === 1;
    const word = isOne ? say('relance après', 'reminder after') : say('relances après', 'reminders after');
    return `• ${word[language]} ${delays}${whose}`;
  });
}
