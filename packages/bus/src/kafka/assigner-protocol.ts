/** The assigner in the form in which kafkajs takes one, and the moment before each join, which kafkajs tells nobody else. */
import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { assignPartitions } from './assigner.ts';

/** All members of a group must know it: another assigner needs another name, beside this one for a release. */
const NAME = 'facteur-copartitioned';
const VERSION = 1;

/**
 * `beforeJoin` is awaited before every attempt to join the group, and rejects when there must be none: only once a member
 * asks to join again may the group give its partitions to others. kafkajs has no such hook; looking up the coordinator is
 * the first thing it does to join, and the cluster that it hands to assigners is that consumer's own.
 */
export function coPartitioned(beforeJoin: () => Promise<void>): PartitionAssigner {
  return ({ cluster }) => {
    const findGroupCoordinator = cluster.findGroupCoordinator.bind(cluster);
    cluster.findGroupCoordinator = async (group) => {
      await beforeJoin();
      return findGroupCoordinator(group);
    };
    return {
      name: NAME,
      version: VERSION,
      protocol: ({ topics }) => ({
        name: NAME,
        metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
      }),
      assign: async ({ members }) => {
        const wanting = members.map(({ memberId, memberMetadata }) => ({
          id: memberId,
          topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [],
        }));
        // Members may want topics that the leader does not: it must look those up too.
        await cluster.addMultipleTargetTopics(wanting.flatMap(({ topics }) => topics));
        const assigned = assignPartitions(wanting, (topic) => cluster.findTopicPartitionMetadata(topic).length);
        return [...assigned].map(([memberId, assignment]) => ({
          memberId,
          memberAssignment: AssignerProtocol.MemberAssignment.encode({
            version: VERSION,
            assignment: assignment as Record<string, number[]>,
            userData: Buffer.alloc(0),
          }),
        }));
      },
    };
  };
}
