/** Mails that a spam filter marked: nobody was told that they arrived; one click lets them in. */
import '../styles/pages.css';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import { quarantineQuery } from '../api/queries.ts';
import type { Quarantine } from '../api/types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';

export function QuarantinePage() {
  const { words } = useSession();
  const found = useInfiniteQuery(quarantineQuery);
  const mails = found.data?.pages.flatMap((page) => page.mails);
  usePageTitle(words.quarantine.title);
  return (
    <div className="page">
      <h1>{words.quarantine.title}</h1>
      <p className="quiet">{words.quarantine.lead}</p>
      {found.isPending && <p className="quiet">{words.common.loading}</p>}
      {found.isError && !found.data && <LoadFailure onRetry={() => void found.refetch()} />}
      {mails?.length === 0 && <p>{words.quarantine.none}</p>}
      {mails?.map((mail) => (
        <Held key={mail.mailId} mail={mail} />
      ))}
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.common.more}
        </Button>
      )}
    </div>
  );
}

function Held({ mail }: { mail: Quarantine['mails'][number] }) {
  const { words, may } = useSession();
  const client = useQueryClient();
  const release = useMutation({
    mutationFn: () => post(`/mail/${encodeURIComponent(mail.caseNumber)}/release`),
    onSuccess: () => tellDone(words.quarantine.released),
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: quarantineQuery.queryKey }),
  });
  const { from, subject, text, mailbox, receivedAt } = mail;
  return (
    <article className="card stack">
      <h2>{subject || words.common.noSubject}</h2>
      <p className="quiet small">
        {from?.name ?? from?.address ?? words.common.noCustomer}
        {from?.name !== undefined && ` (${from.address})`} · {mailbox} · <Age at={receivedAt} />
      </p>
      <p className="words">{text}</p>
      {may('advisor') && (
        <div>
          <Button size="sm" variant="default" loading={release.isPending} onClick={() => release.mutate()}>
            {words.quarantine.release}
          </Button>
        </div>
      )}
    </article>
  );
}
