/** Which data a run still lacks, and what a mail brings of it. */
import type { Bilingual } from '../bilingual.ts';
import { isIsoDate, isMoney, type Variables } from '../feel/values.ts';
import type { Field } from '../read/definition.ts';
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

/** The fields that `mail` fills, by name; a value found twice for one field fills nothing. */
export function fillFields(fields: readonly Field[], vars: Variables, mail: MailContent): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  let known: Record<string, unknown> = { ...vars };
  for (let round = 0; round <= fields.length; round++) {
    const open = fields.filter((field) => known[field.name] === undefined && mayApply(field, known));
    const before = Object.keys(filled).length;
    fillFromText(open, mail, filled);
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
    const answer = type === 'text' && !optional && mail.isAnswer ? mail.text.trim() : '';
    if (answer !== '') filled[name] = answer;
    if (type !== 'choice') continue;
    const choice = recogniseChoice(mail.text, choices);
    if (choice !== undefined) filled[name] = choice;
  }
}

const TYPES_FOUND = ['order-number', 'money', 'date', 'email', 'phone', 'iban'] as const;

/** One value goes to the one open field of its type, a required one first; what a field holds already is no news. */
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
    const [field, another] = required.length > 0 ? required : ofType;
    if (field === undefined || another !== undefined) continue;
    const held = fields.filter((each) => each.type === type).map((each) => JSON.stringify(known[each.name]));
    const values = distinct(found.filter((value) => isValid(field, value) && !held.includes(JSON.stringify(value))));
    if (values.length === 1) filled[field.name] = values[0];
    else if (values.length > 1 && field.optional) filled[field.name] = { several: values };
  }
}

function distinct(values: readonly unknown[]): unknown[] {
  if (values.length < 2) return [...values];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A document goes to the one open field that takes its type; all that fit make the field's list. */
function fillDocuments(open: readonly Field[], mail: MailContent, filled: Record<string, unknown>): void {
  if (mail.documents.length === 0) return;
  const takers = open.filter((field) => field.type === 'document');
  for (const { name, accept } of takers) {
    const others = takers.filter((other) => other.name !== name);
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

function isValid(field: Field, value: unknown): boolean {
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
