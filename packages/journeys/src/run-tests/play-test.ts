/** Plays one test from its first line to its last. */
import { messageOf } from '@facteur/primitives';
import { type Bilingual, say } from '../bilingual.ts';
import type { Place } from '../files/yaml-source.ts';
import type { Journey } from '../journey.ts';
import type { FoundData } from '../machine/run.ts';
import { compare, type Difference } from './compare.ts';
import type { Trace } from './happened.ts';
import type { JourneyTest, TestAction, TestLine } from './journey-test.ts';
import { decide, drain, openPlayer, type Player, receiveEvent, receiveMail, wait } from './player.ts';
import { simulateConnectors } from './simulated-connectors.ts';

/** How customers' texts are read. */
export interface Reading {
  /** Data in a text or a subject, by field type; `today` is a day `2026-11-16`, from which « hier » counts. */
  readonly findData: (text: string, today: string) => FoundData;
  /** The intent of a text. Default: the journey whose example it is, word for word, else the tested journey's own. */
  readonly classify?: (text: string) => string | undefined;
}

/** One line that went another way. */
export interface TestFailure extends Place {
  /** What is wrong; with `differences`, only what helps to understand them. */
  readonly messages: readonly Bilingual[];
  readonly differences: readonly (Difference & Place)[];
}

/** A test that was played. */
export interface PlayedTest {
  readonly failures: readonly TestFailure[];
  readonly trail: readonly Trace[];
}

/** Plays `test` of `journey`; `journeys` are those that a `start` may go on in. Faults of a run are failures, nothing is thrown. */
export function playTest(
  test: JourneyTest,
  journey: Journey,
  journeys: readonly Journey[],
  reading: Reading,
): PlayedTest {
  const player = openPlayer({
    journey,
    next: (name) => (test.follow ? journeys.find((each) => each.name === name) : undefined),
    connectors: simulateConnectors(test.given),
    language: test.language,
    startsAtMs: test.startsAtMs,
    facts: test.facts,
  });
  const failures: TestFailure[] = [];
  let intent: string | undefined;
  for (const line of test.lines) {
    if (line.action?.type === 'customer') intent = intentOf(line.action.text, journey, journeys, reading);
    const obstacle = line.action && attempt(player, line.action, reading);
    if (obstacle !== undefined) {
      failures.push({ ...line.at, messages: [obstacle], differences: [] });
      break;
    }
    const failure = judge(player, line, intent);
    if (failure !== undefined) failures.push(failure);
  }
  return { failures, trail: player.trail };
}

function intentOf(
  text: string,
  journey: Journey,
  journeys: readonly Journey[],
  { classify }: Reading,
): string | undefined {
  if (classify !== undefined) return classify(text);
  const words = text.trim();
  const owner = [journey, ...journeys].find(({ examples }) =>
    Object.values(examples).some((all) => all.includes(words)),
  );
  return (owner ?? journey).intent;
}

/** What kept the line from being played. */
function attempt(player: Player, action: TestAction, reading: Reading): Bilingual | undefined {
  try {
    return act(player, action, reading);
  } catch (error) {
    const why = messageOf(error);
    return say(`le parcours s’est arrêté : ${why}`, `the journey broke: ${why}`);
  }
}

function act(player: Player, action: TestAction, { findData }: Reading): Bilingual | undefined {
  switch (action.type) {
    case 'customer': {
      const { text, subject, documents } = action;
      const today = new Date(player.now).toISOString().slice(0, 10);
      const data = together(findData(subject, today), findData(text, today));
      receiveMail(player, { data, documents, text });
      return undefined;
    }
    case 'advisor':
      return decide(player, action.option, action.data);
    case 'after':
      wait(player, action.ms);
      return undefined;
    case 'event':
      receiveEvent(player, action.name, action.data);
      return undefined;
  }
}

/** Each value once, as a case gathers them. */
function together(a: FoundData, b: FoundData): FoundData {
  const types = new Set([...Object.keys(a), ...Object.keys(b)]);
  const entries = [...types].map((type) => {
    const values = [...(a[type] ?? []), ...(b[type] ?? [])];
    return [type, [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]] as const;
  });
  return Object.fromEntries(entries);
}

function judge(player: Player, line: TestLine, intent: string | undefined): TestFailure | undefined {
  if (line.expect === undefined) return undefined;
  const happened = drain(player);
  const vars = player.run.snapshot?.context.vars ?? {};
  const differences = compare(line.expect, { happened, vars, intent }).map((difference) => ({
    ...difference,
    ...line.placeOf(difference.key),
  }));
  const { faults, notes } = happened;
  if (differences.length === 0 && faults.length === 0) return undefined;
  return { ...line.placeOf(), messages: [...faults, ...notes], differences };
}
