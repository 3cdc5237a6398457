/** The port's operations, on the parts that do the work. */
import { AppError } from '@facteur/primitives';
import type { Bus, ConsumerOptions, Subscription } from '../bus.ts';
import type { Bell } from '../embedded/bell.ts';
import { encodeMessage } from './encode.ts';
import { closedError } from './failures.ts';
import type { GroupCommit } from './group-commit.ts';
import { lagOf, untilIdle } from './lag.ts';
import { openMember } from './member.ts';
import type { MemberPorts } from './ports.ts';
import { kafkaBackup } from './rewind.ts';
import type { Sender } from './sender.ts';
import { openTail } from './tail.ts';

const MAX_GROUP_NAME_LENGTH = 200;

/** What an open bus consists of. */
export interface BusParts {
  readonly members: MemberPorts;
  readonly sender: Sender;
  readonly queue: GroupCommit;
  /** Rings at each commit, and when the bus begins to close. */
  readonly progress: Bell;
  /** Aborted when the bus begins to close. */
  readonly stopping: AbortController;
}

/** A consumer or a tail, joined or joining; `group` only of a consumer. */
interface Open {
  readonly subscription: Promise<Subscription>;
  readonly group?: string;
  readonly topics: readonly string[];
}

/** The bus over its parts. */
export function createKafkaBus({ members, sender, queue, progress, stopping }: BusParts): Bus {
  const { names, admin, clock } = members;
  const open = new Set<Open>();
  let closing: Promise<void> | undefined;
  const assertOpen = (): void => {
    if (stopping.signal.aborted) throw closedError();
  };
  /** Keeps track of a subscription until it is closed, or could not be had. */
  const track = async (entry: Open): Promise<Subscription> => {
    open.add(entry);
    try {
      const { close } = await entry.subscription;
      let closed: Promise<void> | undefined;
      return {
        close: () => {
          closed ??= close().finally(() => open.delete(entry));
          return closed;
        },
      };
    } catch (error) {
      open.delete(entry);
      throw error;
    }
  };
  const lag = (group: string) => lagOf(admin, names, group);
  const close = async (): Promise<void> => {
    stopping.abort();
    progress.ring();
    const ends = [...open].map(({ subscription }) => subscription.then((one) => one.close()).catch(() => undefined));
    await Promise.all(ends);
    await queue.close(); // the last: handlers of running batches publish until they end
    await sender.close();
    await admin.close();
  };

  return {
    publish: async (messages) =>
      queue.add(messages.map((message) => encodeMessage(message, names.topic(message.topic)))),
    subscribe: async (options) => {
      assertOpen();
      checkConsumer(options);
      for (const topic of options.topics) names.topic(topic);
      const { group, topics } = options;
      return track({ subscription: openMember({ ...options }, members), group, topics });
    },
    tail: async (topics, listener) => {
      assertOpen();
      for (const topic of topics) names.topic(topic);
      return track({ subscription: openTail(topics, listener, members), topics });
    },
    lag,
    idle: () =>
      untilIdle({ lag, groups: () => topicsByGroup(open), published: queue.settled, progress, clock, assertOpen }),
    trim: async () => {
      assertOpen();
      return 0; // the brokers do, by each topic's retention
    },
    backup: kafkaBackup(admin, names, members.newClient),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function topicsByGroup(open: Iterable<Open>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { group, topics } of open) {
    if (group !== undefined) groups.set(group, new Set([...(groups.get(group) ?? []), ...topics]));
  }
  return groups;
}

function checkConsumer({ group, topics, maxBatch = 1 }: ConsumerOptions): void {
  if (group.length === 0 || group.length > MAX_GROUP_NAME_LENGTH || group.includes('\0')) {
    throw new AppError('BAD_INPUT', `A group's name has 1 to ${MAX_GROUP_NAME_LENGTH} characters, and no NUL`);
  }
  if (topics.length === 0) throw new AppError('BAD_INPUT', `Group ${group} asks for no topic`, { group });
  if (!Number.isInteger(maxBatch) || maxBatch < 1) {
    throw new AppError('BAD_INPUT', `maxBatch of group ${group} must be at least 1, not ${maxBatch}`, { group });
  }
}
