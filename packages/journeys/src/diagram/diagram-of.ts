/** From a journey to its boxes and arrows. */
import { parse } from 'yaml';
import { say } from '../bilingual.ts';
import type { Journey } from '../journey.ts';
import type { Language } from '../template/filters.ts';
import { templateFile } from '../template/template.ts';
import { fieldsOfJourney } from '../words/fields-of-journey.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './diagram.ts';
import { arrowsOf, mergeEdges } from './edges-of.ts';
import { collectNode, fieldsAtStart, giveUpDelays, nodeOf, type Words } from './node-of.ts';
import { colon, quoted } from './words.ts';

const BEGIN = 'journey:begin';
const COLLECT = 'collect';
const GIVE_UP = 'collect:review';

/** The journey as boxes and arrows, in the author's order; the product's own words in `language` (default French). */
export function diagramOf(journey: Journey, language: Language = 'fr'): Diagram {
  const words = wordsOf(journey, language);
  return {
    title: titleOf(journey, language),
    language,
    nodes: [
      beginNode(journey, language),
      ...(fieldsAtStart(words).length === 0 ? [] : [collectNode(words)]),
      ...(giveUpDelays(fieldsAtStart(words), words).length === 0 ? [] : [giveUpNode(journey, language)]),
      ...journey.steps.map((step) => nodeOf(step, words)),
    ],
    edges: [
      ...beginEdges(journey.steps[0]?.name ?? '', words),
      ...journey.steps.flatMap((step) => arrowsOf(step, words)),
    ],
  };
}

function titleOf({ title }: Journey, language: Language): string {
  return (language === 'en' ? title.en : undefined) ?? title.fr;
}

function beginNode(journey: Journey, language: Language): DiagramNode {
  const [example] = journey.examples[language] ?? journey.examples.fr ?? [];
  return {
    id: BEGIN,
    kind: 'begin',
    shape: 'round',
    caption: say('le client écrit', 'the customer writes')[language],
    title: titleOf(journey, language),
    lines: example === undefined ? [] : [quoted(example, language)],
  };
}

function giveUpNode({ queue }: Journey, language: Language): DiagramNode {
  return {
    id: GIVE_UP,
    kind: 'give-up',
    shape: 'round',
    caption: say('confié à un conseiller', 'handed to an advisor')[language],
    title: say('pas de réponse', 'no answer')[language],
    lines: [`${say('corbeille', 'queue')[language]}${colon(language)}${queue}`],
  };
}

function beginEdges(first: string, words: Words): DiagramEdge[] {
  const fields = fieldsAtStart(words);
  if (fields.length === 0) return [{ from: BEGIN, to: first, kind: 'next', labels: [] }];
  const after = say('sans réponse après', 'unanswered after')[words.language];
  const late = giveUpDelays(fields, words).map((delay): DiagramEdge => {
    return { from: COLLECT, to: GIVE_UP, kind: 'late', labels: [`${after} ${delay}`] };
  });
  return [
    { from: BEGIN, to: COLLECT, kind: 'next', labels: [] },
    { from: COLLECT, to: first, kind: 'next', labels: [] },
    ...mergeEdges(late),
  ];
}

function wordsOf(journey: Journey, language: Language): Words {
  return {
    language,
    fields: fieldsOfJourney(journey),
    subjectOf: (template) => subjectOf(journey.files.files, template, language) ?? template,
  };
}

function inside(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The subject as written, with each `{{ datum | filter }}` as `[datum]`. */
function subjectOf(files: Readonly<Record<string, string>>, template: string, language: Language): string | undefined {
  const text = files[templateFile(template, language)] ?? files[templateFile(template, 'fr')] ?? '';
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1];
  const subject = front === undefined ? undefined : inside(parse(front), 'subject');
  if (typeof subject !== 'string') return undefined;
  return subject
    .replace(/\{\{-?\s*([^|}]*?)\s*(?:\|[^}]*)?-?\}\}/g, '[$1]')
    .replace(/\{%.*?%\}/g, '')
    .trim();
}
