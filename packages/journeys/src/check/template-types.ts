/** The data that templates show: members that exist, amounts and days with their filter, words that may be. */
import { say } from '../bilingual.ts';
import type { Problem } from '../problem.ts';
import { type StaticType, type TypeEnvironment, UNKNOWN } from './static-type.ts';
import { isFault, memberOf, type TypeFault, unknownWord, wrongKind } from './type-faults.ts';

/** A fault `offset` characters into the file. */
interface FileFault extends TypeFault {
  readonly offset: number;
}

const PATH = /[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*/u.source;
const PART = /\{\{-?(?<shown>[\s\S]*?)-?\}\}|\{%-?(?<tag>[\s\S]*?)-?%\}/gu;
const SHOWN = new RegExp(`^(?<before>\\s*)(?<path>${PATH})\\s*(?:\\|\\s*(?<filter>[\\w-]+)[\\s\\S]*)?$`, 'u');
const COMPARED = new RegExp(
  `(?<path>${PATH})\\s*(?<op>==|!=|<=|>=|<|>)\\s*(?<other>"[^"]*"|'[^']*'|-?\\d[\\d.]*)`,
  'gu',
);

/** Notes what `text` of the template `file` shows wrongly. Variables that the template itself sets are not judged. */
export function checkTemplateTypes(
  file: string,
  text: string,
  environment: TypeEnvironment,
  problems: Problem[],
): void {
  const own = [...text.matchAll(/\{%-?\s*(?:for|assign|capture)\s+([\p{L}\p{N}_-]+)/gu)].map(([, name = '']) => name);
  const known = new Map([...environment].filter(([name]) => !own.includes(name)));
  for (const { offset, code, message, hint } of faultsOf(text, known)) {
    const before = text.slice(0, offset).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    problems.push({ file, ...place, code, message, ...(hint && { hint }) });
  }
}

function faultsOf(text: string, environment: TypeEnvironment): FileFault[] {
  const parts = [...text.matchAll(PART)].flatMap((part) => {
    const { shown, tag = '' } = part.groups ?? {};
    if (/\{[{%]/.test(shown ?? tag)) return [{ ...unclosed, offset: part.index }];
    const start = part.index + part[0].indexOf(shown ?? tag);
    return shown === undefined ? faultsOfTag(tag, start, environment) : faultsOfShown(shown, start, environment);
  });
  return [...parts, ...singleBraces(text, environment)];
}

/** Liquid takes all up to the next closing braces for one expression. */
const unclosed: TypeFault = {
  code: 'template-syntax',
  message: say('ces accolades ne sont pas fermées', 'these braces are not closed'),
  hint: say('écrivez {{ … }} ou {% … %}', 'write {{ … }} or {% … %}'),
};

/** `{ order.number }` would be sent to the customer as it is. */
function singleBraces(text: string, environment: TypeEnvironment): FileFault[] {
  const single = new RegExp(`(?<!\\{)\\{\\s*(?<path>${PATH})[^{}%]*\\}(?!\\})`, 'gu');
  return [...text.matchAll(single)].flatMap(({ index, groups }) => {
    const path = groups?.path ?? '';
    if (!environment.has(path.split('.', 1)[0] ?? '')) return [];
    const message = say('il faut deux accolades de chaque côté', 'two braces are needed on each side');
    const hint = say(`écrivez {{ ${path} }}`, `write {{ ${path} }}`);
    return [{ code: 'template-syntax', message, hint, offset: index }];
  });
}

function faultsOfShown(shown: string, start: number, environment: TypeEnvironment): FileFault[] {
  const { before = '', path = '', filter } = SHOWN.exec(shown)?.groups ?? {};
  if (path === '') return [];
  const offset = start + before.length;
  const resolved = resolve(path, offset, environment);
  if ('code' in resolved) return [resolved];
  const fault = filterFault(path, resolved, filter);
  return fault === undefined ? [] : [{ ...fault, offset }];
}

function filterFault(path: string, { kind }: StaticType, filter: string | undefined): TypeFault | undefined {
  if (kind === 'unknown') return undefined;
  if (filter === 'money' || filter === 'date') return kind === filter ? undefined : wrongKind(path, kind, filter);
  if (filter !== undefined) return undefined;
  if (kind === 'money') {
    return {
      ...wrongKind(path, kind, 'text'),
      hint: say(`écrivez {{ ${path} | money }}`, `write {{ ${path} | money }}`),
    };
  }
  return kind === 'list' || kind === 'record' ? wrongKind(path, kind, 'text') : undefined;
}

function faultsOfTag(tag: string, start: number, environment: TypeEnvironment): FileFault[] {
  const faults = new Map<number, FileFault>();
  const unquoted = tag.replace(/"[^"]*"|'[^']*'/g, (quoted) => '"'.repeat(quoted.length));
  for (const { 0: path, index } of unquoted.matchAll(new RegExp(PATH, 'gu'))) {
    const resolved = resolve(path, start + index, environment);
    if ('code' in resolved) faults.set(index, resolved);
  }
  for (const { groups, index, 0: whole } of tag.matchAll(COMPARED)) {
    const { path = '', other = '' } = groups ?? {};
    const type = resolve(path, start + index, environment);
    const fault = 'code' in type ? undefined : comparedFault(path, type, other);
    if (fault !== undefined) faults.set(index, { ...fault, offset: start + index + whole.lastIndexOf(other) });
  }
  return [...faults.values()];
}

/** Liquid compares anything with anything, and an amount is never more than a number. */
function comparedFault(path: string, type: StaticType, other: string): TypeFault | undefined {
  const isText = /^["']/.test(other);
  const literal = other.slice(1, -1);
  if (type.kind === 'text' && isText && type.of !== undefined && !type.of.includes(literal))
    return unknownWord(literal, path, type.of);
  const wanted = isText ? 'text' : 'number';
  const isWrong = type.kind === 'money' || type.kind === 'flag' || (type.kind === 'text' && !isText);
  return isWrong ? wrongKind(path, type.kind, wanted) : undefined;
}

function resolve(path: string, offset: number, environment: TypeEnvironment): StaticType | FileFault {
  const [root = '', ...members] = path.split('.');
  let type = environment.get(root) ?? UNKNOWN;
  let owner = root;
  for (const member of members) {
    // Liquid counts the letters of a text.
    if (type.kind === 'text' && member === 'size') return { kind: 'number' };
    const found = memberOf(owner, type, member);
    if (isFault(found)) return { ...found, offset: offset + owner.length + 1 };
    type = found;
    owner = `${owner}.${member}`;
  }
  return type;
}
