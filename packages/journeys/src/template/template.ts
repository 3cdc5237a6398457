/** Reply templates: front matter (`subject`) + Markdown with Liquid, strict about variables and filters. */
import { AppError, isAppError, messageOf } from '@facteur/primitives';
import { Liquid, type Template as LiquidNode } from 'liquidjs';
import { say } from '../bilingual.ts';
import { type Place, readYaml } from '../files/yaml-source.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { escapeMarkdown, plainLine } from './escape-markdown.ts';
import { formatDate, formatMoney, LANGUAGES, type Language } from './filters.ts';

/** A variable that a template reads. */
export interface TemplateUse extends Place {
  readonly root: string;
  /** True where the template itself asks `{% if root %}`. */
  readonly guarded: boolean;
}

/** A parsed template in one language. */
export interface Template {
  readonly file: string;
  readonly uses: readonly TemplateUse[];
  render(data: Readonly<Record<string, unknown>>): RenderedTemplate;
}

/** What a template gives: a subject in plain text, a body in Markdown whose data are escaped. */
export interface RenderedTemplate {
  readonly subject: string;
  readonly markdown: string;
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AppError(
    'TEMPLATE_INVALID',
    'A template shows something that is no text: a filter such as "money" is missing',
  );
}

function engine(language: Language, quote: (text: string) => string): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    memoryLimit: 1e7,
    outputEscape: (value: unknown) => quote(wordsOf(value)),
  });
  liquid.registerFilter('money', (value: unknown) => formatMoney(value, language));
  liquid.registerFilter('date', (value: unknown) => formatDate(value, language));
  return liquid;
}

function engines(language: Language) {
  return { subject: engine(language, plainLine), body: engine(language, escapeMarkdown) };
}

const ENGINES = { fr: engines('fr'), en: engines('en') } satisfies Record<Language, unknown>;

/** The file of template `name` in `language`. */
export function templateFile(name: string, language: Language): string {
  return `templates/${name}.${language}.md`;
}

/** Parses every `templates/*.<language>.md`; faults go to `problems`. Result: name → language → template. */
export function parseTemplates(
  files: Readonly<Record<string, string>>,
  problems: Problem[],
): Record<string, Partial<Record<Language, Template>>> {
  const templates: Record<string, Partial<Record<Language, Template>>> = {};
  for (const [file, text] of Object.entries(files)) {
    const match = /^templates\/([^/]+)\.([a-z]{2})\.md$/.exec(file);
    const language = LANGUAGES.find((each) => each === match?.[2]);
    if (match?.[1] === undefined || language === undefined) continue;
    const template = parseTemplate(file, text, language, problems);
    if (template !== undefined) templates[match[1]] = { ...templates[match[1]], [language]: template };
  }
  return templates;
}

const FRONT_MATTER = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

function parseTemplate(file: string, text: string, language: Language, problems: Problem[]): Template | undefined {
  const front = FRONT_MATTER.exec(text);
  const yaml = readYaml(file, front?.[1] ?? '', 2);
  problems.push(...yaml.problems);
  if (yaml.problems.length > 0) return undefined;
  const subject = subjectOf(yaml.value);
  if (subject === undefined) {
    problems.push({ file, line: 1, column: 1, ...noSubject });
    return undefined;
  }
  const head = front?.[0] ?? '';
  const bodyStart: Place = { line: head.split('\n').length, column: 1 };
  const liquid = ENGINES[language];
  const parts = [
    parsePart(file, liquid.subject, subject, yaml.valueAt(['subject']), problems),
    parsePart(file, liquid.body, text.slice(head.length), bodyStart, problems),
  ] as const;
  const [subjectPart, bodyPart] = parts;
  if (subjectPart === undefined || bodyPart === undefined) return undefined;
  return {
    file,
    uses: [...subjectPart.uses, ...bodyPart.uses],
    render: (data) => ({ subject: plainLine(subjectPart.render(data)), markdown: bodyPart.render(data).trim() }),
  };
}

function subjectOf(front: unknown): string | undefined {
  if (typeof front !== 'object' || front === null || !('subject' in front)) return undefined;
  return typeof front.subject === 'string' && front.subject.trim() !== '' ? front.subject : undefined;
}

const noSubject = {
  code: 'template-front-matter',
  message: say('le modèle ne commence pas par son objet', 'the template does not begin with its subject'),
  hint: say(
    'commencez par trois lignes : « --- », « subject: … », « --- »',
    'begin with three lines: "---", "subject: …", "---"',
  ),
} as const satisfies Pick<Problem, 'code' | 'message' | 'hint'>;

interface Part {
  readonly uses: readonly TemplateUse[];
  render(data: Readonly<Record<string, unknown>>): string;
}

function parsePart(file: string, liquid: Liquid, text: string, start: Place, problems: Problem[]): Part | undefined {
  const at = (row: number, column: number): Place => ({
    line: start.line + row - 1,
    column: row === 1 ? start.column + column - 1 : column,
  });
  const fail = (place: Place, code: ProblemCode, message: Problem['message']): undefined => {
    problems.push({ file, ...place, code, message });
    return undefined;
  };
  const raw = /\|\s*raw\b/.exec(text);
  if (raw !== null) {
    const before = text.slice(0, raw.index).split('\n');
    const place = at(before.length, (before.at(-1)?.length ?? 0) + 1);
    return fail(place, 'template-syntax', say('le filtre « raw » n’est pas permis', 'the filter "raw" is not allowed'));
  }
  try {
    const nodes = liquid.parse(text);
    return { uses: usesOf(liquid, nodes, text, at), render: (data) => renderPart(file, liquid, nodes, data) };
  } catch (error) {
    const [row, column] = positionOf(error) ?? [1, 1];
    const reason = messageOf(error).replace(/, line:\d+, col:\d+$/, '');
    return fail(
      at(row, column),
      'template-syntax',
      say(`modèle mal formé : ${reason}`, `malformed template: ${reason}`),
    );
  }
}

/** liquidjs puts the faulty token on its errors. */
function positionOf(error: unknown): [number, number] | undefined {
  if (typeof error !== 'object' || error === null || !('token' in error)) return undefined;
  const { token } = error;
  if (typeof token !== 'object' || token === null || !('getPosition' in token)) return undefined;
  const position: unknown = typeof token.getPosition === 'function' ? token.getPosition() : undefined;
  if (!Array.isArray(position)) return undefined;
  const [row, column]: unknown[] = position;
  return typeof row === 'number' && typeof column === 'number' ? [row, column] : undefined;
}

function usesOf(
  liquid: Liquid,
  nodes: LiquidNode[],
  text: string,
  at: (row: number, column: number) => Place,
): TemplateUse[] {
  const { globals } = liquid.analyzeSync(nodes, { partials: false });
  return Object.entries(globals).flatMap(([root, variables]) => {
    const guarded = new RegExp(`\\{%-?\\s*(?:if|elsif|unless)\\s[^%]*(?<![\\w.-])${root}(?![\\w-])`, 'u').test(text);
    return variables.map(({ location }) => ({ root, guarded, ...at(location.row, location.col) }));
  });
}

function renderPart(
  file: string,
  liquid: Liquid,
  nodes: LiquidNode[],
  data: Readonly<Record<string, unknown>>,
): string {
  try {
    return String(liquid.renderSync(nodes, data));
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('TEMPLATE_INVALID', `${file} cannot be rendered: ${messageOf(error)}`, { file, cause: error });
  }
}
