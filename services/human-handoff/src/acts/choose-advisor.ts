/** Who gets a case when nobody says: by language, skill, who knows it already, load and turn. Pure. */

/** What is known of a person who may get cases. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  /** Languages they write; none told: any. */
  readonly languages: readonly string[];
  readonly isAway: boolean;
  readonly isActive: boolean;
}

/** What the case asks of whoever gets it. */
export interface Wanted {
  readonly language: string;
  /** Queue, journey, mailbox: whoever has one of them as a skill or a team is preferred. */
  readonly skills: readonly string[];
}

/** What came before. */
export interface AssignmentHistory {
  /** Ids of those who know the case or its customer: who is preferred first. */
  readonly previous: readonly string[];
  /** Person → their place in the order in which people last got a case, from 1 on; absent: none yet. */
  readonly lastTurn: Readonly<Record<string, number>>;
}

/** Another case of the customer, as far as it says who dealt with it. */
export interface OtherCase {
  readonly isOver: boolean;
  /** Whoever has it, or had it when it ended. */
  readonly holder?: string | undefined;
  readonly updatedAt: string;
  /** Who decided in it, and when. */
  readonly decisions: readonly { readonly by: string; readonly at: string }[];
}

/**
 * Ids of those who know the customer: first who has another open case of theirs, so that two people do not write to one customer at once; then
 * who dealt with this case; then who dealt with the others, the last first. Of a case in which nobody decided anything its holder counts.
 *
 * @param own who dealt with this case, the last first
 * @param others the last changed first
 */
export function advisorsBefore(own: readonly string[], others: readonly OtherCase[]): readonly string[] {
  const open = others.flatMap(({ isOver, holder }) => (isOver || holder === undefined ? [] : [holder]));
  const dealt = others
    .flatMap(({ holder, updatedAt, decisions }) =>
      decisions.length > 0 || holder === undefined ? decisions : [{ by: holder, at: updatedAt }],
    )
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return [...new Set([...open, ...own, ...dealt.map(({ by }) => by)])];
}

/**
 * The person's id; undefined when nobody is there. Whoever is away or reads only is never chosen. Language and skill narrow the choice as long
 * as someone is left; then comes who knows it best, unless that person has far more to do than others; then who has least; then whose turn it is.
 *
 * @param loads person → cases in hand
 */
export function chooseAdvisor(
  wanted: Wanted,
  people: readonly Colleague[],
  loads: Readonly<Record<string, number>>,
  { previous, lastTurn }: AssignmentHistory,
): string | undefined {
  const there = people.filter(({ isActive, isAway, role }) => isActive && !isAway && role !== 'reader');
  const speaking = narrowed(there, ({ languages }) => languages.length === 0 || languages.includes(wanted.language));
  const able = narrowed(speaking, ({ skills, teams }) =>
    wanted.skills.some((skill) => skills.includes(skill) || teams.includes(skill)),
  );
  const loadOf = ({ id }: Colleague): number => loads[id] ?? 0;
  const least = Math.min(...able.map(loadOf));
  const known = previous
    .map((id) => able.find((person) => person.id === id))
    .find((person) => person !== undefined && loadOf(person) <= least + MOST_AHEAD);
  if (known) return known.id;
  const turn = ({ id }: Colleague): number => lastTurn[id] ?? 0;
  const byTurn = (a: Colleague, b: Colleague): number =>
    loadOf(a) - loadOf(b) || turn(a) - turn(b) || (a.id < b.id ? -1 : 1);
  return [...able].sort(byTurn)[0]?.id;
}

/** Cases more than the least loaded has, up to which someone who knows the customer is preferred. */
const MOST_AHEAD = 10;

/** Those who fit; everyone when nobody does: a case with somebody is better than one with nobody. */
function narrowed<T>(people: readonly T[], fits: (person: T) => boolean): readonly T[] {
  const fitting = people.filter(fits);
  return fitting.length > 0 ? fitting : people;
}
