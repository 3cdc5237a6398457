/** The mail as it was written, in a frame that can run nothing and load nothing from elsewhere. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { mailHtmlQuery } from '../api/queries.ts';
import type { Mail } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { mailDocument } from './mail-document.ts';

export function MailFrame({ number, mail }: { number: string; mail: Mail }) {
  const { words } = useSession();
  const found = useQuery(mailHtmlQuery(number, mail.mailId));
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(160);
  const observer = useRef<ResizeObserver>(undefined);
  useEffect(() => () => observer.current?.disconnect(), []);
  const follow = (): void => {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    observer.current?.disconnect();
    observer.current = new ResizeObserver(() => setHeight(body.offsetHeight + 4));
    observer.current.observe(body);
  };
  if (found.isError) return <LoadFailure onRetry={() => void found.refetch()} />;
  if (!found.data) return <p className="words quiet">{words.common.loading}</p>;
  return (
    <>
      {found.data.hasRemoteImages && <p className="quiet small frame-note">{words.case.remoteImages}</p>}
      {/* allow-same-origin lets this page measure the frame; scripts stay forbidden, by sandbox and by policy. */}
      <iframe
        ref={frame}
        className="mail-frame"
        title={words.case.original(mail.subject || words.common.noSubject)}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={mailDocument(found.data.html, words.case.quoted)}
        style={{ height }}
        onLoad={follow}
      />
    </>
  );
}
