/** Which data a run still lacks, and what a mail brings of it. */
import type { Bilingual } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import { isIsoDate, isMoney, type Variables } from '../feel/values.ts';
import type { Field } from '../read/definition.ts';
import { FIELD_TYPES } from '../read/schema.ts';
import { recogniseChoice } from './recognise-choice.ts';
import type { FoundData, FoundDocument } from './run.ts';

/** What is lacking: fields to ask for, or why that cannot be told. */
interface Lack {
  readonly missing: readonly Field[];
  /** Set when nothing is missing for sure, but a `when` cannot be decided. */
  readonly undecided: Bilingual | undefined;
}

/** A mail as fields see it. */
interface MailContent {
  readonly data: FoundData;
  readonly documents: readonly FoundDocument[];
  readonly text: string;
  /** True for an answer to an ask: its text may fill a free-text field. */
  readonly isAnswer: boolean;
  /** The fields that are being asked for: what fits several goes to them. */
  readonly asked: readonly Field[];
}

/** What `vars` lack of `fields`. A `when` that waits for another field is decided once that field is there. */
export function lackOf(fields: readonly Field[], vars: Variables): Lack {
  const missing: Field[] = [];
  let undecided: Bilingual | undefined;
  for (const field of fields) {
    if (field.optional || vars[field.name] !== undefined) continue;
    const applies = field.when?.test(vars) ?? { decided: true, value: true };
    if (!applies.decided) undecided ??= applies.why;
    else if (applies.value) missing.push(field);
  }
  return { missing, undecided: missing.length > 0 ? undefined : undecided };
}

/** What became of given values: without those that break their rule. */
interface Judgement {
  readonly vars: Variables;
  readonly broken: readonly Field[];
  /** Set when a rule cannot be decided, although all that it may wait for is there. */
  readonly undecided: Bilingual | undefined;
}

/** Holds the values in `vars` against the `valid` of `fields`. A rule that looks at a field still missing waits for it. */
export function judgeFields(fields: readonly Field[], vars: Variables): Judgement {
  const kept: Record<string, unknown> = { ...vars };
  const broken: Field[] = [];
  let undecided: Bilingual | undefined;
  for (const field of fields) {
    if (field.valid === undefined || kept[field.name] === undefined) continue;
    const outcome = field.valid.test(kept);
    if (outcome.decided && outcome.value) continue;
    if (outcome.decided) {
      broken.push(field);
      delete kept[field.name];
    } else if (!waitsForAnother(field.valid, fields, kept)) undecided ??= outcome.why;
  }
  return { vars: broken.length > 0 ? kept : vars, broken, undecided };
}

function waitsForAnother({ uses }: Expression, fields: readonly Field[], vars: Variables): boolean {
  const { missing } = lackOf(fields, vars);
  return uses.some(({ root }) => missing.some(({ name }) => name === root));
}

/** The fields that `mail` fills, by name; a value found twice for one field fills nothing. */
export function fillFields(fields: readonly Field[], vars: Variables, mail: MailContent): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  let known: Record<string, unknown> = { ...vars };
  for (let round = 0; round <= fields.length; round++) {
    const open = fields.filter((field) => known[field.name] === undefined && mayApply(field, known));
    const before = Object.keys(filled).length;
    fillFromText(open, mail, filled);
    fillPeriod(open, mail, filled);
    fillByType(open, mail, fields, known, filled);
    fillDocuments(open, mail, filled);
    if (Object.keys(filled).length === before) break;
    known = { ...vars, ...filled };
  }
  return filled;
}

function mayApply(field: Field, vars: Variables): boolean {
  const applies = field.when?.test(vars);
  return applies === undefined || !applies.decided || applies.value;
}

function fillFromText(open: readonly Field[], mail: MailContent, filled: Record<string, unknown>): void {
  if (mail.text === '') return;
  for (const { name, type, optional, choices } of open) {
    const isAsked = mail.isAnswer && mail.asked.some((field) => field.name === name);
    const answer = type === 'text' && !optional && isAsked ? mail.text.trim() : '';
    if (answer !== '') filled[name] = answer;
    if (type !== 'choice') continue;
    const choice = recogniseChoice(mail.text, choices);
    if (choice !== undefined) filled[name] = choice;
  }
}

/** Types whose values understanding finds; choices and free text are read from the words, documents come as files. */
const TYPES_FOUND = FIELD_TYPES.filter((type) => type !== 'choice' && type !== 'text' && type !== 'document');

/** One value goes to the one open field of its type, an asked one first, then a required one; what a field holds already is no news. */
function fillByType(
  open: readonly Field[],
  mail: MailContent,
  fields: readonly Field[],
  known: Variables,
  filled: Record<string, unknown>,
): void {
  for (const type of TYPES_FOUND) {
    const found = mail.data[type];
    if (found === undefined || found.length === 0) continue;
    const ofType = open.filter((field) => field.type === type);
    const required = ofType.filter((field) => !field.optional);
    const asked = required.filter((field) => mail.asked.includes(field));
    const [field, another] = [asked, required, ofType].find((tier) => tier.length > 0) ?? [];
    if (field === undefined || another !== undefined) continue;
    const held = fields.filter((each) => each.type === type).map((each) => JSON.stringify(known[each.name]));
    const values = distinct(found.filter((value) => isValid(field, value) && !held.includes(JSON.stringify(value))));
    if (values.length === 1) filled[field.name] = values[0];
    else if (values.length > 1 && field.optional) filled[field.name] = { several: values };
  }
}

/** « Du 3 au 5 mai » gives the two dates that are looked for, in the order in which the author names them; « en mai » names no day. */
function fillPeriod(open: readonly Field[], { data }: MailContent, filled: Record<string, unknown>): void {
  const [period, another] = data.period ?? [];
  const [first, last, more] = open.filter(({ type, optional }) => type === 'date' && !optional);
  if (another !== undefined || !isPeriod(period) || first === undefined || last === undefined || more !== undefined)
    return;
  const isSaid = [period.from, period.to].every((day) => data.date?.includes(day));
  if (!isSaid || !isValid(first, period.from) || !isValid(last, period.to)) return;
  filled[first.name] = period.from;
  filled[last.name] = period.to;
}

function isPeriod(value: unknown): value is { readonly from: unknown; readonly to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}

function distinct(values: readonly unknown[]): unknown[] {
  if (values.length < 2) return [...values];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A document goes to the one open field that takes its type, an asked one first; all that fit make the field's list. */
function fillDocuments(open: readonly Field[], mail: MailContent, filled: Record<string, unknown>): void {
  if (mail.documents.length === 0) return;
  const takers = open.filter((field) => field.type === 'document');
  for (const taker of takers) {
    const { name, accept } = taker;
    const isAsked = mail.asked.includes(taker);
    const others = takers.filter((other) => other !== taker && (!isAsked || mail.asked.includes(other)));
    const fit = mail.documents.filter(
      ({ type }) => isAccepted(type, accept) && !others.some((other) => isAccepted(type, other.accept)),
    );
    if (fit.length > 0) filled[name] = fit;
  }
}

function isAccepted(type: string, accept: readonly string[]): boolean {
  const plain = type.toLowerCase().replace(/;.*$/, '').trim();
  return (
    accept.length === 0 ||
    accept.some((each) => each === plain || (each.endsWith('/*') && plain.startsWith(each.slice(0, -1))))
  );
}

/** Fields among `given` (by name, from another journey or an advisor) whose value fits. */
export function fitting(fields: readonly Field[], given: Variables): Record<string, unknown> {
  const fit = fields
    .filter(({ name }) => Object.hasOwn(given, name))
    .filter((field) => isValid(field, given[field.name]));
  return Object.fromEntries(fit.map(({ name }) => [name, given[name]]));
}

/** True when `value` is one that `field` may hold. */
export function isValid(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'money':
      return isMoney(value);
    case 'date':
      return typeof value === 'string' && isIsoDate(value);
    case 'choice':
      return typeof value === 'string' && field.choices.has(value);
    case 'document':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((each) => isDocument(each) && isAccepted(each.type, field.accept))
      );
    default:
      return typeof value === 'string' && value.trim() !== '';
  }
}

/** True for a `FoundDocument`. */
export function isDocument(value: unknown): value is FoundDocument {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('type' in value)) return false;
  return typeof value.name === 'string' && typeof value.type === 'string';
}
