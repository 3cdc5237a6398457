/** What the orchestrator knows of a case: the mail it answers, the run, and what it waits for. */
import type { CaseStatus, Event, mailUnderstood, reviewRequested } from '@facteur/contracts';
import type { JourneySnapshot } from '@facteur/journeys';
import type { JsonObject } from '@facteur/primitives';
import type { StateDefinition } from '@facteur/runtime';

type DataOf<T> = T extends { about(subject: string, data: infer D): unknown } ? D : never;

/** A mail as it was understood. */
export type Understood = DataOf<typeof mailUnderstood>;
export type UnderstoodEvent = Event<Understood>;
/** What an advisor is asked. */
export type ReviewRequest = DataOf<typeof reviewRequested>;

/** One journey at work for this case, at the version it began with. */
export interface Run {
  readonly id: string;
  readonly journey: string;
  readonly hash: string;
  readonly snapshot: JourneySnapshot;
  /** On whose behalf connectors are called. */
  readonly sender: { readonly address: string; readonly proven: boolean };
  /** True once an advisor has validated the request or one of its steps. */
  readonly isValidated: boolean;
}

/** What an advisor was asked and has not answered. */
export interface OpenReview {
  /** `decision`: which journey, if any; `step`: a step of the run; `money`: may this call be made. */
  readonly kind: 'decision' | 'step' | 'money';
  readonly step: string;
  readonly visit: number;
  readonly request: ReviewRequest;
  /** `money`: the call that waits for the advisor's word. */
  readonly held?: HeldCall | undefined;
}

/** A call that a step asked for. */
export interface HeldCall {
  readonly step: string;
  readonly visit: number;
  readonly operation: string;
  readonly input: JsonObject;
  /** Business key of money or goods. */
  readonly oncePer?: string | undefined;
}

/** A call under way: its effect's id, and the step that waits for it. */
export interface Calling {
  readonly effectId: string;
  readonly step: string;
  readonly visit: number;
}

/** The state of one case, as the orchestrator sees it. */
export interface CaseState {
  readonly status: CaseStatus;
  /** The mail that is being answered, with everything found in it. */
  readonly understood?: Understood;
  readonly run?: Run | undefined;
  readonly review?: OpenReview | undefined;
  readonly calling?: Calling | undefined;
  /** Mails that came while a call was under way, oldest first. */
  readonly queued: readonly Understood[];
  /** Names of the run's timers. */
  readonly timers?: readonly string[];
  /** Runs begun so far: numbers them. */
  readonly runs: number;
}

export const orchestratorState: StateDefinition<CaseState> = {
  collection: { name: 'orchestrator-cases' },
  initial: () => ({ status: 'open', queued: [], runs: 0 }),
};
