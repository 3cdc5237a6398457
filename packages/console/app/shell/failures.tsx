/** Pages for what is not there, or broke. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '../session.tsx';

export function Missing() {
  const { words } = useSession();
  return (
    <div className="page message">
      <h1>{words.shell.missing}</h1>
      <Link to="/">{words.shell.backToQueue}</Link>
    </div>
  );
}

export function Crashed({ reset }: { reset: () => void }) {
  const { words } = useSession();
  return (
    <div className="page message" role="alert">
      <h1>{words.shell.crashed}</h1>
      <Button onClick={reset}>{words.common.retry}</Button>
    </div>
  );
}

/** For a part of a page that could not be loaded. */
export function LoadFailure({ onRetry }: { onRetry: () => void }) {
  const { words } = useSession();
  return (
    <div className="message" role="alert">
      <p>{words.common.failed}</p>
      <Button variant="default" onClick={onRetry}>
        {words.common.retry}
      </Button>
    </div>
  );
}
