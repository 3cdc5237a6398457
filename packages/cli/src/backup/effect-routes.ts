/** Routes for effects that are held after a restore: what they would do, and what a human says of them. */
import { type Route, route } from '@facteur/http';
import { AppError, isoTime } from '@facteur/primitives';
import { type HeldEffect, type Kernel, openHolds, type Runner } from '@facteur/runtime';
import { z } from 'zod';

/** Runners of flows with effects have all of these. */
export type HoldingRunner = Pick<Runner, 'name'> & Partial<Pick<Runner, 'resume' | 'resumeAll' | 'tellResult'>>;

/** What the routes work on. */
export interface EffectParts {
  readonly kernel: Kernel;
  readonly runners: readonly HoldingRunner[];
}

const about = z.object({ flow: z.string(), id: z.string() });
const resultBody = z.object({ result: z.unknown() });

/** `/api/v1/effects…`. */
export function effectRoutes({ kernel, runners }: EffectParts): Route[] {
  const holds = openHolds(kernel.store);
  // Whoever asks is told; until then it must not end the process.
  holds.catch(() => undefined);
  const runnerOf = (flow: string): HoldingRunner => {
    const runner = runners.find(({ name }) => name === flow);
    if (!runner) throw new AppError('NOT_FOUND', `There is no flow ${flow} here`);
    return runner;
  };
  /** What stood behind an effect of its case may go now; other processes find it at their next sweep. */
  const resume = async ({ flow, key, case: subject }: HeldEffect): Promise<void> => {
    await runnerOf(flow).resume?.(key, subject);
    for (const waiting of await (await holds).behind(subject))
      await runners.find(({ name }) => name === waiting.flow)?.resume?.(waiting.key, subject);
  };
  return [
    route({
      method: 'get',
      path: '/api/v1/effects',
      summary: 'Effects held after a restore until someone says whether they were done, longest first; at most 1 000',
      role: 'reader',
      async handle() {
        const hold = await (await holds).inForce();
        const times = hold && { restoredAt: isoTime(hold.restoredAt), backupAt: isoTime(hold.backupAt) };
        return { hold: times ?? null, effects: hold ? (await (await holds).list()).map(shown) : [] };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/effects/release',
      summary: 'End the hold: every effect that is held was not done, and may be',
      role: 'admin',
      async handle() {
        const released = await (await holds).count();
        await (await holds).end();
        for (const runner of runners) await runner.resumeAll?.();
        return { released };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/effects/:flow/:id/release',
      summary: 'It was not done: do it',
      role: 'admin',
      params: about,
      async handle({ params: { flow, id } }) {
        runnerOf(flow);
        await resume(await (await holds).decide(id, 'released'));
        return { released: 1 };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/effects/:flow/:id/done',
      summary: 'It was done outside, with this result: go on as if it had just been done',
      role: 'admin',
      params: about,
      body: resultBody,
      async handle({ params: { flow, id }, body: { result } }) {
        const { tellResult } = runnerOf(flow);
        const held = await (await holds).get(id);
        if (held === undefined || !tellResult) throw new AppError('NOT_FOUND', `No effect ${id} is held`);
        await (await holds).decide(id, 'told');
        await tellResult(held.key, held.effect.id, result).catch(unlessSettled);
        await resume(await (await holds).decide(id, 'done'));
        return { done: 1 };
      },
    }),
  ];
}

/** The result was applied before, and only the note of it was lost. */
function unlessSettled(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
}

function shown({ effect, onceBy, since, ...held }: HeldEffect) {
  return { ...held, kind: effect.kind, onceBy: onceBy ?? null, since: since ?? null };
}
