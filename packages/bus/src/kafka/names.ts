/** Topics and groups as the cluster knows them: with the prefix of this installation in front, so that several can share one. */
import { AppError } from '@facteur/primitives';
import type { TopicSettings } from '../bus.ts';

const LEGAL_TOPIC = /^[\w.-]{1,249}$/;

/** The declared topics by either name. */
export interface Names {
  readonly topics: readonly TopicSettings[];
  /** The cluster's name of a declared topic. @throws AppError `NOT_FOUND` */
  topic(name: string): string;
  /** The declared name of one of the cluster's topics, undefined when it is not ours. */
  declared(clusterTopic: string): string | undefined;
  /** The cluster's name of a group. */
  group(name: string): string;
}

/** @throws AppError `CONFIG_INVALID` for a name that Kafka does not take */
export function createNames(topics: readonly TopicSettings[], prefix: string): Names {
  const toCluster = new Map(topics.map(({ name }) => [name, `${prefix}${name}`]));
  const toDeclared = new Map(topics.map(({ name }) => [`${prefix}${name}`, name]));
  for (const name of toDeclared.keys()) {
    if (LEGAL_TOPIC.test(name) && name !== '.' && name !== '..') continue;
    throw new AppError('CONFIG_INVALID', `Kafka takes no topic named ${name}: 1 to 249 letters, digits, ., _ and -`);
  }
  return {
    topics,
    topic: (name) => {
      const topic = toCluster.get(name);
      if (topic === undefined) throw new AppError('NOT_FOUND', `Topic ${name} is not declared`, { topic: name });
      return topic;
    },
    declared: (clusterTopic) => toDeclared.get(clusterTopic),
    group: (name) => `${prefix}${name}`,
  };
}
