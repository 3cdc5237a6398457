/** Trace context (W3C Trace Context level 1) from event to event; spans go to whatever OpenTelemetry SDK the process registered. */

import type { Random } from '@facteur/primitives';
import { context, ProxyTracerProvider, type Span, TraceFlags, trace } from '@opentelemetry/api';

const SHAPE = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const tracer = trace.getTracer('facteur');

/** The `traceparent` of an event caused by one that carried `parent`: same trace, new span; a new trace without parent. */
export function childTrace(parent: string | undefined, random: Random): string {
  const traceId = SHAPE.exec(parent ?? '')?.[1] ?? random.bytes(16).toString('hex');
  return `00-${traceId}-${random.bytes(8).toString('hex')}-01`;
}

/** True when the process has registered an OpenTelemetry SDK: spans cost too much to open for nobody. */
export function isTracing(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('facteur') !== undefined;
}

/** Opens a span under the trace that `parent` names. */
export function openSpan(name: string, parent: string | undefined, attributes: Record<string, string | number>): Span {
  const match = SHAPE.exec(parent ?? '');
  if (!match?.[1] || !match[2]) return tracer.startSpan(name, { attributes });
  const remote = { traceId: match[1], spanId: match[2], traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return tracer.startSpan(name, { attributes }, trace.setSpanContext(context.active(), remote));
}
