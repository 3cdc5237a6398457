/** A part of a page that is loaded when it is first shown. Unlike React's `lazy`, a server that is away breaks nothing: it comes later. */
import { type ComponentType, type JSX, useEffect, useState } from 'react';
import { connection } from '../api/connection.ts';
import { useSession } from '../session.tsx';

/** A browser may keep a failure for ever: after so many while the server answers, only a reload helps. */
const MOST_FAILURES = 3;
const AGAIN_MS = 1_500;

interface Held<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  part: ComponentType<Props> | undefined;
}

/** The component that `load` gives; nothing until it is there. */
export function late<Props extends object>(load: Held<Props>['load']): (props: Props) => JSX.Element {
  const held: Held<Props> = { load, part: undefined };
  return (props) => <LatePart held={held} props={props} />;
}

function LatePart<Props extends object>({ held, props }: { held: Held<Props>; props: Props }) {
  const [state, setState] = useState<'waiting' | 'there' | 'stuck'>(held.part === undefined ? 'waiting' : 'there');
  useEffect(() => {
    if (held.part !== undefined) return undefined;
    const gone = new AbortController();
    void loadPatiently(held.load, gone.signal).then((part) => {
      held.part ??= part;
      if (!gone.signal.aborted) setState(held.part === undefined ? 'stuck' : 'there');
    });
    return () => gone.abort();
  }, [held]);
  if (state === 'stuck') return <Reload />;
  const Part = held.part;
  return state === 'there' && Part !== undefined ? <Part {...props} /> : null;
}

/** Undefined when it can never be loaded by this page, or is no longer wanted. */
async function loadPatiently<Part>(load: () => Promise<Part>, gone: AbortSignal): Promise<Part | undefined> {
  for (let failures = 0; failures < MOST_FAILURES && !gone.aborted; ) {
    try {
      return await load();
    } catch {
      if (connection.read() === 'live') failures += 1;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return undefined;
}

/** What was typed is kept, so that a reload loses nothing. */
function Reload() {
  const { words } = useSession();
  return (
    <button type="button" className="link" onClick={() => window.location.reload()}>
      {words.common.reload}
    </button>
  );
}
