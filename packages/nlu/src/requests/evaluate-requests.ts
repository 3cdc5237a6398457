/** How well several requests in one mail are told apart, with intervals. Pure. */
import { AppError, type Random } from '@facteur/primitives';
import type { UnexplainedRequest } from './requests-of.ts';

/** What a mail really asks for. */
export interface RequestsTruth {
  /** Each intent once; none for a mail that is out of scope. */
  readonly intents: readonly string[];
  /** Where in the text it asks; default unknown, and then the mail does not count for `spanF1`. */
  readonly spans?: readonly { readonly start: number; readonly end: number }[];
}

/** A share (0..1) with its 95 % interval by resampling mails. A share of nothing is 0. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** See `evaluateRequests`. */
export interface RequestsReport {
  readonly mails: number;
  /** Of the mails taken for several requests, those that hold several. */
  readonly precision: Estimate;
  /** Of the mails that hold several requests, those taken for several. */
  readonly recall: Estimate;
  readonly f1: Estimate;
  /** Mails of which exactly the right intents were found. */
  readonly exact: Estimate;
  /** F1 of the characters inside found and true spans, over all mails. */
  readonly spanF1: Estimate;
}

/** What one mail adds to each sum. */
interface Counts {
  readonly mails: number;
  readonly rightlySeveral: number;
  readonly foundSeveral: number;
  readonly trulySeveral: number;
  readonly exact: number;
  readonly sharedCharacters: number;
  readonly foundCharacters: number;
  readonly trueCharacters: number;
}

const LOW = 0.025;
const HIGH = 0.975;

/**
 * Compares what was understood with the truth, mail by mail. A request counts with its most probable intent, and not at all where out of scope is
 * at least as probable. `resamples` default 1 000.
 * @throws AppError `BAD_INPUT` when there are not as many truths as understandings
 */
export function evaluateRequests(
  understandings: readonly { readonly requests: readonly UnexplainedRequest[] }[],
  truths: readonly RequestsTruth[],
  { random, resamples = 1_000 }: { readonly random: Pick<Random, 'next'>; readonly resamples?: number },
): RequestsReport {
  if (understandings.length !== truths.length) {
    throw new AppError('BAD_INPUT', `${understandings.length} understandings for ${truths.length} truths`);
  }
  const counts = understandings.map(({ requests }, at) => countsOf(requests, truths[at] ?? { intents: [] }));
  const value = sharesOf(counts);
  const draws = Array.from({ length: counts.length === 0 ? 0 : resamples }, () => sharesOf(drawn(counts, random)));
  const estimate = (share: keyof typeof value): Estimate => ({
    value: value[share],
    ...interval(
      draws.map((draw) => draw[share]),
      value[share],
    ),
  });
  return {
    mails: counts.length,
    precision: estimate('precision'),
    recall: estimate('recall'),
    f1: estimate('f1'),
    exact: estimate('exact'),
    spanF1: estimate('spanF1'),
  };
}

function countsOf(requests: readonly UnexplainedRequest[], { intents, spans }: RequestsTruth): Counts {
  const counted = requests.filter(isCounted);
  const found = new Set(counted.map((request) => request.intents[0]?.intent));
  const wanted = new Set(intents);
  const isExact = found.size === wanted.size && intents.every((intent) => found.has(intent));
  const foundPlaces = placesIn(counted.map(({ span }) => span).filter((span) => span.in === 'text'));
  const truePlaces = placesIn(spans ?? []);
  return {
    mails: 1,
    rightlySeveral: Number(found.size > 1 && wanted.size > 1),
    foundSeveral: Number(found.size > 1),
    trulySeveral: Number(wanted.size > 1),
    exact: Number(isExact),
    sharedCharacters: [...foundPlaces].filter((place) => truePlaces.has(place)).length,
    foundCharacters: spans === undefined ? 0 : foundPlaces.size,
    trueCharacters: truePlaces.size,
  };
}

function isCounted({ intents, outOfScope }: UnexplainedRequest): boolean {
  return (intents[0]?.probability ?? 0) > outOfScope;
}

function placesIn(spans: readonly { readonly start: number; readonly end: number }[]): Set<number> {
  return new Set(
    spans.flatMap(({ start, end }) => Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at)),
  );
}

function sharesOf(all: readonly Counts[]) {
  const sum = (field: keyof Counts) => all.reduce((total, counts) => total + counts[field], 0);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const rightlySeveral = sum('rightlySeveral');
  return {
    precision: share(rightlySeveral, sum('foundSeveral')),
    recall: share(rightlySeveral, sum('trulySeveral')),
    f1: share(2 * rightlySeveral, sum('foundSeveral') + sum('trulySeveral')),
    exact: share(sum('exact'), sum('mails')),
    spanF1: share(2 * sum('sharedCharacters'), sum('foundCharacters') + sum('trueCharacters')),
  };
}

function drawn(counts: readonly Counts[], random: Pick<Random, 'next'>): Counts[] {
  return counts.flatMap(() => counts[Math.floor(random.next() * counts.length)] ?? []);
}

/** Percentile bootstrap (Efron 1979). */
function interval(draws: readonly number[], value: number): Omit<Estimate, 'value'> {
  const sorted = [...draws].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? value;
  return { low: at(LOW), high: at(HIGH) };
}
