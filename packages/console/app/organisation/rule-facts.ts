/** Rules with what the report says of each: matches, overlaps, contradictions. Pure. */
import type { Rule, RulesReport, RuleThen, RuleWhen } from '../api/setup-types.ts';
import { type AmountClause, isAmount, isAmountFilled } from './rule-amount.ts';
import { withThen } from './with-then.ts';

/** Why two rules stand in each other's way, seen from one of them: its cases are a part of the other's, or the reverse. */
type Why = 'contradicts' | 'same' | 'wider' | 'narrower';

export interface RuleTrouble {
  readonly why: Why;
  readonly other: Rule;
}

export interface RuleFacts {
  readonly rule: Rule;
  readonly matches30d: number;
  readonly lastMatchAt?: string;
  readonly isNeverUsed: boolean;
  /** The gravest first. */
  readonly troubles: readonly RuleTrouble[];
}

const GRAVITY: readonly Why[] = ['contradicts', 'same', 'narrower', 'wider'];

/** Each rule with its facts: those in trouble first, then those on, then by title. */
export function ruleFacts(rules: readonly Rule[], report: RulesReport | undefined): readonly RuleFacts[] {
  return rules
    .map((rule) => factsOf(rule, rules, report))
    .sort(
      (a, b) =>
        gravityOf(a) - gravityOf(b) ||
        Number(b.rule.isOn) - Number(a.rule.isOn) ||
        a.rule.title.localeCompare(b.rule.title),
    );
}

function factsOf(rule: Rule, rules: readonly Rule[], report: RulesReport | undefined): RuleFacts {
  const counted = report?.rules.find(({ id }) => id === rule.id);
  const troubles = (report?.overlaps ?? []).flatMap(({ one, other, why }): RuleTrouble[] => {
    const otherId = one === rule.id ? other : other === rule.id ? one : undefined;
    const found = rules.find(({ id }) => id === otherId);
    return found ? [{ why: why === 'includes' ? (one === rule.id ? 'wider' : 'narrower') : why, other: found }] : [];
  });
  return {
    rule,
    matches30d: counted?.matches30d ?? 0,
    ...(counted?.lastMatchAt !== undefined && { lastMatchAt: counted.lastMatchAt }),
    isNeverUsed: report !== undefined && rule.isOn && (counted?.matches30d ?? 0) === 0 && !counted?.lastMatchAt,
    troubles: troubles.sort((a, b) => GRAVITY.indexOf(a.why) - GRAVITY.indexOf(b.why)),
  };
}

function gravityOf({ troubles }: RuleFacts): number {
  const [gravest] = troubles;
  return gravest === undefined ? GRAVITY.length : GRAVITY.indexOf(gravest.why);
}

export const WHEN_FIELDS = [
  'mailbox',
  'journey',
  'reason',
  'amount',
  'words',
  'customer',
  'language',
  'priority',
] as const satisfies readonly (keyof RuleWhen)[];
export type WhenField = (typeof WHEN_FIELDS)[number];

export const THEN_FIELDS = ['tags', 'assign', 'priority'] as const satisfies readonly (keyof RuleThen)[];
export type ThenField = (typeof THEN_FIELDS)[number];

/** What a condition or consequence holds. */
export type ClauseValue = string | readonly string[] | AmountClause;

/** The texts of one condition or consequence; none of an amount, and when it is not there. */
export function valuesOf(value: ClauseValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return value === undefined || isAmount(value) ? [] : value;
}

/** Without texts that are still empty; undefined when nothing is left. */
export function filledValue(value: ClauseValue): readonly string[] | AmountClause | undefined {
  if (isAmount(value)) return isAmountFilled(value) ? value : undefined;
  const filled = valuesOf(value).filter((one) => one.trim() !== '');
  return filled.length > 0 ? filled : undefined;
}

/** What keeps a rule from being saved. */
export type RuleFault = 'title' | 'amount' | 'when' | 'does' | 'customer';

/** Half-filled conditions count as none; but an amount that cannot be read is not left out behind its writer's back. */
export function faultOf({ title, when, then }: Pick<Rule, 'title' | 'when' | 'then'>): RuleFault | undefined {
  const isFilled = (value: ClauseValue | undefined): boolean => value !== undefined && filledValue(value) !== undefined;
  if (title.trim() === '') return 'title';
  if (when.amount !== undefined && !isAmountFilled(when.amount)) return 'amount';
  if (!WHEN_FIELDS.some((field) => isFilled(when[field]))) return 'when';
  if (!THEN_FIELDS.some((field) => isFilled(then[field]))) return 'does';
  const { customer } = when;
  return customer !== undefined && customer !== '' && !/^[^\s@]*@[^\s@]+\.[^\s@]+$/.test(customer)
    ? 'customer'
    : undefined;
}

/** Without empty conditions and consequences. */
export function cleanRule(rule: Omit<Rule, 'id'>): Omit<Rule, 'id'> {
  return withThen({ ...rule, title: rule.title.trim(), when: cleaned(rule.when) }, cleaned(rule.then));
}

function cleaned<Part extends object>(part: Part): Part {
  const filled = Object.entries(part as Readonly<Record<string, ClauseValue>>).flatMap(([name, value]) =>
    filledValue(value) === undefined ? [] : [[name, trimmed(value)] as const],
  );
  return Object.fromEntries(filled) as Part;
}

function trimmed(value: ClauseValue): ClauseValue {
  if (typeof value === 'string') return value.trim();
  return isAmount(value) ? value : value.map((one) => one.trim()).filter(Boolean);
}
