/** From when on each request is answered alone, and what that is worth, in words. */
import { useQuery } from '@tanstack/react-query';
import { formatInstant, formatNumber } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { modelQuery } from './learning-queries.ts';
import type { ModelInForce } from './learning-types.ts';
import { learningWords } from './learning-words.ts';
import {
  evidenceOf,
  type IntentThreshold,
  inOrder,
  precisePercent,
  STANDINGS,
  standingOf,
  tally,
} from './threshold-facts.ts';

export function ThresholdsPart() {
  const { words } = useSession();
  const found = useQuery(modelQuery);
  if (found.isPending) return <p className="quiet">{words.common.loading}</p>;
  if (found.isError && !found.data) return <LoadFailure onRetry={() => void found.refetch()} />;
  return found.data && <InForce inForce={found.data} />;
}

function InForce({ inForce: { savedAt, thresholds } }: { inForce: ModelInForce }) {
  const { language } = useSession();
  const words = usePageWords(learningWords);
  const titleOf = useTitles();
  const shown = inOrder(thresholds, titleOf, language);
  return (
    <>
      <p className="small quiet">
        {savedAt === undefined ? words.modelUndated : words.model(formatInstant(savedAt, language))}
      </p>
      {shown.length === 0 ? <p className="setup-empty">{words.noThresholds}</p> : <Tally thresholds={shown} />}
      <ul className="thresholds">
        {shown.map((threshold) => (
          <OneThreshold key={threshold.intent} threshold={threshold} />
        ))}
      </ul>
    </>
  );
}

const TONES = { provisional: 'unsure', never: '', guaranteed: 'good' } as const;

function Tally({ thresholds }: { thresholds: readonly IntentThreshold[] }) {
  const words = usePageWords(learningWords);
  const counts = tally(thresholds);
  return (
    <p className="threshold-tally">
      {STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => (
        <span key={standing} className={`chip ${TONES[standing]}`}>
          {words.tally[standing](counts[standing])}
        </span>
      ))}
    </p>
  );
}

function OneThreshold({ threshold }: { threshold: IntentThreshold }) {
  const { language } = useSession();
  const words = usePageWords(learningWords);
  const standing = standingOf(threshold);
  const { title, value } = threshold;
  return (
    <li className="threshold" data-standing={standing}>
      <h3>
        {title} <span className={`chip ${TONES[standing]}`}>{words.standings[standing]}</span>
      </h3>
      <p>{value === undefined ? words.never : words.alone(precisePercent(value, language))}</p>
      <Worth threshold={threshold} />
      <Evidence threshold={threshold} />
    </li>
  );
}

function Worth({ threshold }: { threshold: IntentThreshold }) {
  const { language } = useSession();
  const words = usePageWords(learningWords);
  const { isGuaranteed, risk, cases, needed } = threshold;
  const accepted = precisePercent(risk, language);
  const endless = risk <= 0 ? words.noError : words.anyError;
  const number = (count: number): string => formatNumber(count, language);
  const told = needed === undefined ? endless : words.needed(needed, number(needed), accepted);
  return <p className="quiet">{isGuaranteed ? words.guaranteed(cases, number(cases), accepted) : told}</p>;
}

/** Of a promise the share of cases answered alone; before it, how far the cases got. */
function Evidence({ threshold }: { threshold: IntentThreshold }) {
  const { language } = useSession();
  const words = usePageWords(learningWords);
  const { isGuaranteed, title, cases, needed = 0, coverage } = threshold;
  const share = isGuaranteed ? coverage : evidenceOf(threshold);
  if (share === undefined) return null;
  const number = (count: number): string => formatNumber(count, language);
  return (
    <div className="threshold-bar">
      <meter
        min={0}
        max={1}
        value={share}
        aria-label={isGuaranteed ? words.coverageLabel(title) : words.evidenceLabel(title)}
      />
      <span className="small quiet">
        {isGuaranteed
          ? words.coverage(precisePercent(share, language))
          : words.evidence(number(cases), number(cases + needed))}
      </span>
    </div>
  );
}
