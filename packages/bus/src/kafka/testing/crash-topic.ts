/** The topic of the crash tests, kept longer than they take. */
import type { TopicSettings } from '../../bus.ts';
import { CRASH_TOPIC } from '../../testing/crash-messages.ts';

export const KAFKA_CRASH_TOPIC: TopicSettings = { ...CRASH_TOPIC, retentionMs: 3_600_000 };

/** The shortest session that a broker allows unless told otherwise. */
export const SHORTEST_SESSION_MS = 6_000;
