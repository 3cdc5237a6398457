/** Taking a case's run to another version of its journey, while it waits. Pure. */
import { migrateRun } from '@facteur/journeys';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { enterVersion } from './advance.ts';
import type { Environment } from './environment.ts';
import { begin, finish } from './progress.ts';
import type { CaseState } from './state.ts';

/** What to do. */
export interface MigrateCommand {
  readonly journey: string;
  /** The version to go to, by content hash; it must be published. */
  readonly to: string;
  /** Names of steps in the version of the run → in that one. */
  readonly steps: Readonly<Record<string, string>>;
  /** Only tell what would become of it. */
  readonly isPreview: boolean;
}

/** What becomes, or became, of one case. `kept`: the customer and the advisors notice nothing; `entered`: its step begins again. */
export interface MigratedCase {
  readonly verdict: 'kept' | 'entered' | 'impossible' | 'not-concerned';
  /** The version that it was on. */
  readonly from?: string;
  /** Where it waits, as its step is called now and then. */
  readonly state?: string;
  readonly stateThen?: string;
  readonly why?: string;
}

/** Command `migrate`. */
export function migrated(env: Environment) {
  return (payload: unknown, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { journey, to, steps, isPreview } = payload as MigrateCommand;
    const { run, calling } = state;
    if (!run || run.journey !== journey || run.hash === to) return told({ verdict: 'not-concerned' });
    const about = { from: run.hash, state: run.snapshot.value };
    if (calling)
      return told({ ...about, verdict: 'impossible', why: `« ${calling.step} » attend la réponse d’un système` });
    const version = env.journeys.byHash(to);
    const migration = migrateRun(env.journeys.byHash(run.hash), version, run.snapshot, steps);
    if (migration.kind === 'impossible') return told({ ...about, verdict: 'impossible', why: migration.why.fr });
    const answer: MigratedCase = { ...about, verdict: migration.kind, stateThen: migration.state };
    if (isPreview) return told(answer);
    const progress = begin(state, context);
    progress.explanation = `passé de la version ${run.hash.slice(0, 12)} à ${to.slice(0, 12)}`;
    if (migration.kind === 'kept')
      progress.state = { ...state, run: { ...run, hash: to, snapshot: migration.snapshot } };
    else enterVersion(env, progress, version, migration.result);
    return { ...finish(progress), answer };
  };
}

function told(answer: MigratedCase): Outcome<CaseState> {
  return { answer };
}
