/** The kernel: runs flows with inbox and outbox, timers, effects and dead letters; logs, metrics, traces. */

export type { Parked } from './dead-letter.ts';
export { encodeDrafts } from './event-codec.ts';
export type { FailureReason } from './failure.ts';
export {
  defineFlow,
  defineStatelessFlow,
  type EffectKind,
  type EffectMeaning,
  type EffectRequest,
  type EffectResult,
  type EffectRunner,
  type EffectTraits,
  type Flow,
  type FlowBuilder,
  type HandlerContext,
  type LogEntry,
  type Outcome,
  type StateDefinition,
  type StatelessFlow,
} from './flow.ts';
export { type EffectChange, type HeldEffect, type Hold, type Holds, openHolds } from './hold.ts';
export { defaultLimits, type Kernel, type Limits } from './kernel.ts';
export { type Logger, type LogLevel, type LogOptions, openLog, silentLog } from './log.ts';
export { type Metrics, openMetrics } from './metrics.ts';
export type { Migration } from './migrate-state.ts';
export { openParking, type Parking, type ParkingRecord } from './parking.ts';
export type { StatePage } from './queries.ts';
export { type Recent, recent } from './recent.ts';
export { openRunner, type Runner } from './runner.ts';
export { sealEvent, unsealData, type WireEvent } from './seal-event.ts';
export type { StateDocument } from './state-document.ts';
export { openStatelessRunner, type StatelessRunner } from './stateless-runner.ts';
export { repeat } from './timers.ts';
