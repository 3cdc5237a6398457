/** What kafkajs's failures mean to who called the bus. */
import { AppError, isAppError, messageOf } from '@facteur/primitives';

/** A member whose partitions may be another's by now: its commits are refused, and what it handled comes again. */
const STALE_MEMBER = new Set([
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'REBALANCE_IN_PROGRESS',
  'FENCED_INSTANCE_ID',
]);
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** The protocol's error types along the causes of `error`, the outermost first. */
function typesOf(error: unknown): string[] {
  const types: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('type' in one && typeof one.type === 'string') types.push(one.type);
  }
  return types;
}

/** True when the group has gone on without this member: it must join again, not repeat what was refused. */
export function isStaleMember(error: unknown): boolean {
  return typesOf(error).some((type) => STALE_MEMBER.has(type));
}

/** True when the broker says `type`, be it wrapped. */
export function isProtocolError(error: unknown, type: string): boolean {
  return typesOf(error).includes(type);
}

/**
 * Any failure as `BUS_UNAVAILABLE` (retry later), or `EVENT_TOO_LARGE` (never) when the broker refuses the size; an
 * `AppError` stays as it is. `activity` completes "Kafka could not …".
 */
export function toBusError(error: unknown, activity: string): AppError {
  if (isAppError(error)) return error;
  const message = `Kafka could not ${activity}: ${messageOf(error)}`;
  return typesOf(error).some((type) => TOO_LARGE.has(type))
    ? new AppError('EVENT_TOO_LARGE', message, { cause: error })
    : new AppError('BUS_UNAVAILABLE', message, { retry: 'later', cause: error });
}

/** What an operation on a closed bus throws. */
export function closedError(): AppError {
  return new AppError('BUS_UNAVAILABLE', 'The bus is closed', { retry: 'later' });
}

/** Where a failure happened that no caller sees. */
export interface KafkaFailurePlace {
  /** `handle`: a batch, handed over again · `commit`: tried again or redelivered · `consume`: joins again · `tail` · `topic`: a topic is not as declared. */
  readonly activity: 'handle' | 'commit' | 'consume' | 'tail' | 'topic';
  readonly topic?: string;
  readonly group?: string;
  readonly partition?: number;
  /** How often this has failed in a row, from 1. */
  readonly attempt?: number;
}

/** Told of failures that no caller sees; it must not throw. */
export type Report = (error: unknown, place: KafkaFailurePlace) => void;
