/** The first five minutes: write as a customer, see the answer beside it. */
import '../styles/pages.css';
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { postMail, query } from '../api/client.ts';
import { caseQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { conversationOf } from '../case/conversation-of.ts';
import { systemNowMs } from '../clock.tsx';
import { inWords } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { EXAMPLES, MAILBOXES } from './examples.ts';
import { rawMail, type WrittenMail } from './raw-mail.ts';

/** Until the bot has answered; the live stream usually tells before. */
const ASK_AGAIN_MS = 2_000;
const BLANK: WrittenMail = { fromName: '', fromAddress: '', to: MAILBOXES[0] ?? '', subject: '', text: '' };

export function DemoPage() {
  const { words } = useSession();
  const [mail, setMail] = useState<WrittenMail>(EXAMPLES[0] ?? BLANK);
  usePageTitle(words.demo.title);
  const send = useMutation({
    mutationFn: () => {
      const at = new Date(systemNowMs());
      const raw = rawMail(mail, { at, id: crypto.randomUUID() });
      return postMail<{ caseNumber: string }>(`/mail${query({ mailbox: mail.to })}`, raw);
    },
    onError: (error) => tellFailure(error, words),
  });
  return (
    <div className="page demo">
      <h1>{words.demo.title}</h1>
      <p className="quiet">{words.demo.lead}</p>
      <div className="side-by-side">
        <section className="card stack" aria-labelledby="demo-mail">
          <h2 id="demo-mail">{words.demo.mail}</h2>
          <Examples onChoose={setMail} />
          <MailForm mail={mail} onChange={setMail} onSend={() => send.mutate()} isSending={send.isPending} />
        </section>
        <section className="card stack" aria-labelledby="demo-answer" aria-live="polite">
          <h2 id="demo-answer">{words.demo.answer}</h2>
          {send.data ? <Answer number={send.data.caseNumber} /> : <p className="quiet">{words.demo.nothing}</p>}
        </section>
      </div>
    </div>
  );
}

function Examples({ onChoose }: { onChoose: (mail: WrittenMail) => void }) {
  const { words } = useSession();
  return (
    <section className="examples" aria-label={words.demo.examples}>
      {EXAMPLES.map((example) => (
        <button key={example.label} type="button" className="facet" lang="fr" onClick={() => onChoose(example)}>
          {example.label}
        </button>
      ))}
    </section>
  );
}

interface MailFormProps {
  readonly mail: WrittenMail;
  readonly onChange: (mail: WrittenMail) => void;
  readonly onSend: () => void;
  readonly isSending: boolean;
}

function MailForm({ mail, onChange, onSend, isSending }: MailFormProps) {
  const { demo } = useSession().words;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <form onSubmit={submit} className="stack">
      <TextInput
        label={demo.from}
        type="email"
        required
        withAsterisk={false}
        value={mail.fromAddress}
        onChange={(event) => onChange({ ...mail, fromAddress: event.target.value, fromName: '' })}
      />
      <Select
        label={demo.to}
        data={[...MAILBOXES]}
        value={mail.to}
        onChange={(to) => onChange({ ...mail, to: to ?? mail.to })}
      />
      <TextInput
        label={demo.subject}
        value={mail.subject}
        onChange={(event) => onChange({ ...mail, subject: event.target.value })}
      />
      <Textarea
        label={demo.text}
        required
        withAsterisk={false}
        autosize
        minRows={7}
        maxRows={16}
        value={mail.text}
        onChange={(event) => onChange({ ...mail, text: event.target.value })}
      />
      <Button type="submit" size="sm" loading={isSending} leftSection={<Icon name="send" size={16} />}>
        {demo.send}
      </Button>
    </form>
  );
}

function Answer({ number }: { number: string }) {
  const { words } = useSession();
  const found = useQuery({
    ...caseQuery(number),
    // A case is read before it is there: the mail is on disk, its events are on their way.
    retry: 5,
    refetchInterval: ({ state }) => (state.data && isSettled(state.data) ? false : ASK_AGAIN_MS),
  });
  if (!found.data) return <p className="quiet">{words.demo.working}</p>;
  return (
    <>
      <Outcome shown={found.data} />
      <Link to="/cases/$number" params={{ number }}>
        {words.demo.openCase(number)}
      </Link>
    </>
  );
}

function isSettled({ status }: Case): boolean {
  return status !== 'open';
}

function Outcome({ shown }: { shown: Case }) {
  const { words } = useSession();
  const sent = conversationOf(shown).filter((exchange) => exchange.kind === 'sent');
  const reasons = shown.status === 'waiting-advisor' ? shown.reasons : [];
  return (
    <>
      {sent.map(({ sent: reply }) => (
        <article key={reply.replyId} className="answer">
          <dl className="answer-head small">
            <dt>{words.exchange.from}</dt>
            <dd>{reply.mailbox}</dd>
            <dt>{words.exchange.to}</dt>
            <dd>{reply.to.name === undefined ? reply.to.address : `${reply.to.name} <${reply.to.address}>`}</dd>
            <dt>{words.demo.subject}</dt>
            <dd>
              <strong>{reply.subject}</strong>
            </dd>
          </dl>
          <div className="words">{reply.text.trim()}</div>
        </article>
      ))}
      {sent.length === 0 && <p className="quiet">{isSettled(shown) ? words.demo.noReplyYet : words.demo.working}</p>}
      {reasons.length > 0 && (
        <div className="notice">
          <p>{words.demo.needsAdvisor}</p>
          <ul>
            {reasons.map((code) => (
              <li key={code}>{words.reasons[code]?.[1] ?? inWords(code)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
