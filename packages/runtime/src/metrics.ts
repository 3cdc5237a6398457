/** The kernel's metrics, in Prometheus' conventions; no customer data in labels. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the kernel counts; `registry` takes a service's own metrics too. */
export interface Metrics {
  readonly registry: Registry;
  readonly handled: Counter<'flow' | 'topic' | 'outcome'>;
  readonly published: Counter<'flow' | 'topic'>;
  readonly deadLetters: Counter<'flow' | 'code'>;
  readonly retries: Counter<'flow' | 'code'>;
  readonly conflicts: Counter<'flow'>;
  readonly effects: Counter<'flow' | 'effect' | 'outcome'>;
  readonly parkedCases: Gauge<'flow'>;
  readonly lastHandled: Gauge<'flow'>;
  readonly batchDuration: Histogram<'flow'>;
}

/** Metrics on a registry of their own; `processMetrics` (default true) adds processor, memory, event loop. */
export function openMetrics({ processMetrics = true }: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
    new Counter({ name: `facteur_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]): Gauge<L> =>
    new Gauge({ name: `facteur_${name}`, help, labelNames, registers });
  return {
    registry,
    handled: counter('events_handled_total', 'Events taken from the bus', ['flow', 'topic', 'outcome']),
    published: counter('events_published_total', 'Events published', ['flow', 'topic']),
    deadLetters: counter('dead_letters_total', 'Events given up and put aside with their error', ['flow', 'code']),
    retries: counter('handler_retries_total', 'Attempts after a failure', ['flow', 'code']),
    conflicts: counter('state_conflicts_total', 'State documents written by someone else meanwhile', ['flow']),
    effects: counter('effects_total', 'Work done outside, by result', ['flow', 'effect', 'outcome']),
    parkedCases: gauge('parked_cases', 'Cases whose events wait behind a dead letter', ['flow']),
    lastHandled: gauge('last_handled_timestamp_seconds', 'When the flow last handled an input', ['flow']),
    batchDuration: new Histogram({
      name: 'facteur_stage_duration_seconds',
      help: 'Time to handle a batch: read, decide, write, publish',
      labelNames: ['flow'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
  };
}
