/** How many cases have a mail that waits, read from the store at each scrape: right after a restart too, and whoever wrote them. */
import { messageOf } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import { Gauge } from 'prom-client';
import type { ComposerState, WaitingReply } from './state.ts';

/** A page of the store, and no more at a scrape. */
const MOST = 1_000;

const INDEX_OF = {
  answer: { index: 'awaits-answer', equals: { awaitsAnswer: true } },
  server: { index: 'awaits-server', equals: { awaitsServer: true } },
  advisor: { index: 'awaits-advisor', equals: { awaitsAdvisor: true } },
} as const;

/** Adds `facteur_mail_waiting{for="answer"|"server"|"advisor"}` to the metrics. */
export function watchWaiting({ metrics, log }: Pick<Kernel, 'metrics' | 'log'>, runner: Runner<ComposerState>): void {
  const count = async (reason: WaitingReply['for']): Promise<number> =>
    (await runner.find({ ...INDEX_OF[reason], limit: MOST })).documents.length;
  const gauge = new Gauge({
    name: 'facteur_mail_waiting',
    help: `Cases with a mail that waits: an acknowledgement for an answer, any for the server, the bot’s for an advisor to hand back; ${MOST}: at least so many`,
    labelNames: ['for'],
    registers: [metrics.registry],
    async collect() {
      try {
        const [answer, server, advisor] = await Promise.all([count('answer'), count('server'), count('advisor')]);
        gauge.set({ for: 'answer' }, answer);
        gauge.set({ for: 'server' }, server);
        gauge.set({ for: 'advisor' }, advisor);
      } catch (error) {
        // Metrics must be told while the store is away, all the more so.
        gauge.reset();
        log.warn({ error: messageOf(error) }, 'how many mails wait cannot be read');
      }
    },
  });
}
