/** An instant as an age; in full when it is pointed at. */
import { useNow } from '../clock.tsx';
import { formatAge, formatInstant } from '../format/format.ts';
import { useSession } from '../session.tsx';

export function Age({ at, tell = (age) => age }: { at: string; tell?: (age: string) => string }) {
  const { language } = useSession();
  const nowMs = useNow();
  return (
    <time dateTime={at} title={formatInstant(at, language)}>
      {tell(formatAge(at, nowMs, language))}
    </time>
  );
}
