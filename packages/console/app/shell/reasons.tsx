/** Reasons as chips; pointed at, as sentences. */
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';

export function Reasons({ codes, most = codes.length }: { codes: readonly string[]; most?: number }) {
  const { words } = useSession();
  const more = codes.length - most;
  return (
    <>
      {codes.slice(0, most).map((code) => {
        const [label, sentence] = words.reasons[code] ?? [inWords(code), ''];
        return (
          <span key={code} className={`chip reason ${toneOf(code)}`} title={sentence}>
            {label}
          </span>
        );
      })}
      {more > 0 && (
        <span
          className="chip reason"
          title={codes
            .slice(most)
            .map((code) => words.reasons[code]?.[0] ?? code)
            .join(', ')}
        >
          +{more}
        </span>
      )}
    </>
  );
}

const BAD = new Set([
  'effect-in-doubt',
  'connector-failed',
  'handler-failed',
  'reply-undelivered',
  'unproven-sender',
  'already-done',
]);
const UNSURE = new Set([
  'low-confidence',
  'several-intents',
  'out-of-scope',
  'rule-undecided',
  'unexpected-reply',
  'customer-upset',
]);

function toneOf(code: string): string {
  if (BAD.has(code)) return 'bad';
  return UNSURE.has(code) ? 'unsure' : 'plain';
}
