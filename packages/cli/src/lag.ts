/** How far the services of this process are behind: what an autoscaler looks at. */
import { GROUPS, type ServiceName, serviceOf } from '@facteur/contracts';
import { messageOf } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { Gauge } from 'prom-client';

/** Adds `facteur_consumer_lag_events` to the metrics, read from the bus at each scrape. */
export function watchLag({ bus, metrics, log }: Kernel, services: readonly ServiceName[]): void {
  const groups = GROUPS.filter((group) => services.includes(serviceOf(group)));
  const gauge = new Gauge({
    name: 'facteur_consumer_lag_events',
    help: 'Events that a consumer group has yet to handle, over all its processes',
    labelNames: ['group', 'topic'],
    registers: [metrics.registry],
    async collect() {
      // Metrics must be told while the bus is away, all the more so.
      await Promise.all(groups.map(read)).catch((error: unknown) =>
        log.warn({ error: messageOf(error) }, 'how far the groups are behind cannot be read'),
      );
    },
  });
  const read = async (group: string): Promise<void> => {
    const behind = new Map<string, number>();
    for (const { topic, committed, end } of await bus.lag(group))
      behind.set(topic, (behind.get(topic) ?? 0) + end - committed);
    for (const [topic, events] of behind) gauge.set({ group, topic }, events);
  };
}
