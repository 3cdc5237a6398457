/** The event bus port. Adapters: `@facteur/bus/embedded`. */
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
