/** The event bus port. Adapters: `@facteur/bus/embedded`, `@facteur/bus/kafka`. */
export type {
  BusBackup,
  GroupPlace,
  LogBackup,
  LoggedMessages,
  LoggedTopic,
  LogSnapshot,
  MissedPlace,
} from './backup.ts';
export {
  type Batch,
  type Bus,
  type ConsumerOptions,
  type Delivered,
  MAX_MESSAGE_BYTES,
  type Message,
  type PartitionLag,
  type Subscription,
  type TopicSettings,
} from './bus.ts';
