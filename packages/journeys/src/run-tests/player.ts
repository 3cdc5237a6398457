/** Plays runs with simulated connectors and time, and notes all that they do. It knows effects, not kinds of steps. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Journey } from '../journey.ts';
import type { FoundData, FoundDocument, JourneyEffect, JourneyInput, JourneySnapshot } from '../machine/run.ts';
import { step } from '../step.ts';
import type { Language } from '../template/filters.ts';
import { type EffectOf, type Happened, nothingHappened, type Trace } from './happened.ts';
import type { SimulatedConnectors } from './simulated-connectors.ts';
import { writeReplies } from './write-replies.ts';

/** A mail as a run takes it. */
export interface PlayedMail {
  readonly data: FoundData;
  readonly documents: readonly FoundDocument[];
  readonly text: string;
}

/** What a conversation needs. */
export interface PlayerSetting {
  readonly journey: Journey;
  /** The journey that a `start` goes on in; undefined: the run ends there. */
  readonly next: (name: string) => Journey | undefined;
  readonly connectors: SimulatedConnectors;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly startsAtMs: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A conversation being played; it changes as it goes. */
export interface Player {
  readonly setting: PlayerSetting;
  run: Run;
  /** Milliseconds since 1970. */
  now: number;
  chain: number;
  happened: Happened;
  readonly trail: Trace[];
}

interface Run {
  readonly journey: Journey;
  readonly snapshot?: JourneySnapshot;
  readonly timers: readonly { readonly name: string; readonly due: number }[];
  readonly review?: EffectOf<'review'> | undefined;
}

/** Journeys that begin each other in a circle stop here. */
const MAX_CHAIN = 10;
/** More timers than this in one wait set each other without end. */
const MAX_FIRED = 1_000;

/** Before the first mail. */
export function openPlayer(setting: PlayerSetting): Player {
  const run: Run = { journey: setting.journey, timers: [] };
  return { setting, run, now: setting.startsAtMs, chain: 0, happened: nothingHappened(), trail: [] };
}

/** The customer writes. @throws AppError what `step` throws */
export function receiveMail(player: Player, mail: PlayedMail): void {
  const isFirst = player.run.snapshot === undefined;
  const accepted = send(
    player,
    isFirst ? { type: 'start', ...mail, facts: player.setting.facts } : { type: 'mail', ...mail },
  );
  if (accepted) return;
  const fr = 'le parcours n’attendait rien de ce que dit ce mail';
  player.happened.notes.push(say(fr, 'the journey awaited nothing of what this mail says'));
}

/** The advisor decides. What kept them from it; undefined when it was done. @throws AppError what `step` throws */
export function decide(
  player: Player,
  option: string,
  data?: Readonly<Record<string, unknown>>,
): Bilingual | undefined {
  const { review } = player.run;
  if (review === undefined) return say('aucun conseiller n’est attendu ici', 'no advisor is awaited here');
  if (!review.options.includes(option)) {
    const options = review.options.join(', ');
    return say(`« ${option} » n’est pas proposé : ${options}`, `"${option}" is not offered: ${options}`);
  }
  const { step: name, visit } = review;
  if (send(player, { type: 'reviewed', step: name, visit, option, ...(data && { data }) })) return undefined;
  return say('le parcours n’a pas pris cette décision', 'the journey did not take this decision');
}

/** Something happens elsewhere. @throws AppError what `step` throws */
export function receiveEvent(player: Player, name: string, data: unknown): void {
  if (send(player, { type: 'event', name, ...(data === undefined ? {} : { data }) })) return;
  const fr = 'le parcours n’attendait pas cet événement';
  player.happened.notes.push(say(fr, 'the journey did not await this event'));
}

/** Time passes: timers fire one by one, each at its time. @throws AppError what `step` throws */
export function wait(player: Player, ms: number): void {
  const until = player.now + ms;
  for (let fired = 0; fired < MAX_FIRED; fired++) {
    const { timers } = player.run;
    const [first] = timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due);
    if (first === undefined) break;
    player.run = { ...player.run, timers: timers.filter((timer) => timer !== first) };
    player.now = Math.max(player.now, first.due);
    send(player, { type: 'timer', name: first.name });
  }
  player.now = until;
}

/** What happened since the last time. */
export function drain(player: Player): Happened {
  const { happened } = player;
  player.happened = nothingHappened();
  return happened;
}

/** False when the run did not await `input`. The snapshot passes through JSON each time, as it does in the store. */
function send(player: Player, input: JourneyInput): boolean {
  const { journey, snapshot, timers, review } = player.run;
  const result = step(journey, snapshot, input);
  const isDecided = result.accepted && input.type !== 'timer';
  const kept: JourneySnapshot = JSON.parse(JSON.stringify(result.snapshot));
  player.run = { journey, snapshot: kept, timers, review: isDecided ? undefined : review };
  for (const { step: name, row } of result.trail) {
    player.trail.push({ journey: journey.name, step: name, ...(row !== undefined && { row }) });
  }
  for (const effect of result.effects) note(player, effect);
  for (const effect of result.effects) goOn(player, effect);
  return result.accepted;
}

function note(player: Player, effect: JourneyEffect): void {
  const { run, happened, now } = player;
  switch (effect.type) {
    case 'timer':
      player.run = { ...run, timers: [...run.timers, { name: effect.name, due: dueOf(effect, now) }] };
      break;
    case 'cancel-timer':
      player.run = { ...run, timers: run.timers.filter(({ name }) => name !== effect.name) };
      break;
    case 'review':
      player.run = { ...run, review: effect };
      happened.reviews.push(effect);
      break;
    case 'ask':
    case 'remind':
    case 'reply': {
      const vars = run.snapshot?.context.vars ?? {};
      happened.replies.push(...writeReplies(run.journey, effect, vars, player.setting.language, happened.faults));
      break;
    }
    case 'call':
      happened.calls.push(effect);
      break;
    case 'close':
      happened.closes.push(effect.outcome);
      break;
    case 'start':
      happened.starts.push(effect.journey);
  }
}

/** When a timer set at `now` falls due: at once when its day is past. */
export function dueOf({ at, afterMs }: EffectOf<'timer'>, now: number): number {
  return at === undefined ? now + afterMs : Math.max(now, Date.parse(at));
}

/** Calls are answered, and other journeys begun, once all that came with them is noted. */
function goOn(player: Player, effect: JourneyEffect): void {
  if (effect.type === 'call') send(player, answerTo(effect, player.setting.connectors));
  if (effect.type !== 'start') return;
  const journey = player.setting.next(effect.journey);
  if (journey === undefined || ++player.chain > MAX_CHAIN) return;
  player.run = { journey, timers: [] };
  send(player, { type: 'start', ...effect.data });
}

function answerTo(
  { step: name, visit, operation, input }: EffectOf<'call'>,
  connectors: SimulatedConnectors,
): JourneyInput {
  const answer = connectors(operation, input);
  if ('output' in answer) return { type: 'call-done', step: name, visit, output: answer.output };
  return { type: 'call-failed', step: name, visit, code: answer.error, message: 'simulated' };
}
