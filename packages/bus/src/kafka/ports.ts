/** What consumers, in groups or tailing, need of the bus. */
import type { Clock, Random } from '@facteur/primitives';
import type { AdminConnection, NewClient } from './client.ts';
import type { Report } from './failures.ts';
import type { Names } from './names.ts';
import type { ConsumerTimes } from './options.ts';

/** What a member needs of the bus. */
export interface MemberPorts {
  readonly newClient: NewClient;
  readonly admin: AdminConnection;
  readonly names: Names;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: Report;
  readonly times: ConsumerTimes;
  /** Aborts when the bus begins to close: whoever has not joined yet gives up. */
  readonly stopping: AbortSignal;
  /** Told of every commit. */
  readonly onProgress: () => void;
}
