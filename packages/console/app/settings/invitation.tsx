/** A link that lets somebody choose a password. */
import { Button } from '@mantine/core';
import { tellDone } from '../notify.ts';
import { useSession } from '../session.tsx';

/** The link is told once: only its digest is kept. */
export function Invitation({ path }: { path: string }) {
  const { words } = useSession();
  const link = new URL(path, location.origin).href;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    tellDone(words.settings.copyLink);
  };
  return (
    <div className="notice" role="status">
      <p>{words.settings.invited}</p>
      <p className="mono break">{link}</p>
      <Button variant="default" onClick={() => void copy()}>
        {words.settings.copyLink}
      </Button>
    </div>
  );
}
