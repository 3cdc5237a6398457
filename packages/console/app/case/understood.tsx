/** What the bot understood, how surely, and what was missing to answer alone. */
import type { MailRequest, Review, Shortfall } from '../api/types.ts';
import { formatShare } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';

const TOLD_INTENTS = 3;

export function Understood({ review: { requests } }: { review: Review }) {
  const { words } = useSession();
  return (
    <section className="understood" aria-label={words.case.understood}>
      <h3>{words.case.understood}</h3>
      {requests.length === 0 && <p className="quiet">{words.case.noRequest}</p>}
      {requests.map((request) => (
        <OneRequest key={`${request.span.in}-${request.span.start}`} request={request} />
      ))}
    </section>
  );
}

function OneRequest({ request }: { request: MailRequest }) {
  const { words } = useSession();
  const missing = useMissing(request);
  const titleOf = useTitles();
  return (
    <div className="request">
      <blockquote>{request.text}</blockquote>
      <ul className="bars">
        {request.intents.slice(0, TOLD_INTENTS).map(({ intent, probability }) => (
          <Bar key={intent} label={titleOf(intent)} share={probability} />
        ))}
        <Bar label={words.case.outOfScope} share={request.outOfScope} />
      </ul>
      {request.explainedBy?.map(({ span, text, intent }) => (
        <p key={`${span.in}-${span.start}`} className="quiet small">
          {words.case.explained(text, titleOf(intent))}
        </p>
      ))}
      {missing.length > 0 && (
        <details>
          <summary className="small">{words.case.whyAlone}</summary>
          <ul className="quiet small">
            {missing.map((told) => (
              <li key={told}>{told}</li>
            ))}
          </ul>
        </details>
      )}
      <Nearest request={request} />
    </div>
  );
}

function Bar({ label, share }: { label: string; share: number }) {
  const { language } = useSession();
  return (
    <li>
      <span>{label}</span>
      <meter min={0} max={1} value={share} aria-label={label} />
      <span className="figure">{formatShare(share, language)}</span>
    </li>
  );
}

function Nearest({ request: { nearest = [] } }: { request: MailRequest }) {
  const { words, language } = useSession();
  const titleOf = useTitles();
  // Another customer's words are not shown: such an example has no text.
  const shown = nearest.filter(({ text }) => text !== '');
  if (shown.length === 0) return null;
  return (
    <details>
      <summary className="small">{words.case.nearest}</summary>
      <ul className="quiet small">
        {shown.map(({ text, intent, similarity }) => (
          <li key={text}>
            {text} ({titleOf(intent)}, {formatShare(similarity, language)})
          </li>
        ))}
      </ul>
    </details>
  );
}

function useMissing({ threshold, missing = [] }: MailRequest): readonly string[] {
  const { words, language } = useSession();
  const { shortfalls } = words;
  const titleOf = useTitles();
  const told = (shortfall: Shortfall): string => {
    switch (shortfall.code) {
      case 'out-of-scope':
        return shortfalls.outOfScope(formatShare(shortfall.probability, language));
      case 'below-threshold':
        return shortfalls.belowThreshold(formatShare(shortfall.by, language));
      case 'close-to':
        return shortfalls.closeTo(titleOf(shortfall.intent), formatShare(shortfall.by, language));
      case 'no-threshold':
        return shortfalls.noThreshold;
      case 'not-guaranteed':
        return shortfalls.notGuaranteed(shortfall.needed);
    }
  };
  const value = threshold?.value;
  const line =
    value === undefined ? [] : [shortfalls.threshold(formatShare(value, language), threshold?.isGuaranteed ?? false)];
  return [...line, ...missing.map(told)];
}
