/** The emergency stop: where the bot is stopped, stopping it at once, letting it go again. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client.ts';
import { botQuery } from '../api/queries.ts';
import type { Brake, BrakeRecord } from '../api/types.ts';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { type Scope, useScopeWords } from '../shell/use-scope-words.ts';

export function BrakePanel() {
  const { words, may } = useSession();
  const { data: brake } = useQuery(botQuery);
  const [isAsking, setAsking] = useState(false);
  if (!brake) return null;
  const stopped = brake.records.filter(({ isStopped }) => isStopped);
  return (
    <section className="card stack brake" aria-labelledby="brake-title">
      <h2 id="brake-title">{words.brake.title}</h2>
      {stopped.length === 0 && <p className="quiet">{words.brake.running}</p>}
      {stopped.map((record) => (
        <StoppedLine key={`${record.scope}/${record.name}`} record={record} />
      ))}
      {may('supervisor') && (
        <div>
          <Button color="red" variant="light" size="sm" onClick={() => setAsking(true)}>
            {words.brake.stop}
          </Button>
        </div>
      )}
      <Past brake={brake} />
      <StopDialog isOpen={isAsking} brake={brake} onClose={() => setAsking(false)} />
    </section>
  );
}

function StoppedLine({ record }: { record: BrakeRecord }) {
  const { words, may } = useSession();
  const scopeWords = useScopeWords();
  const turn = useTurn();
  const [last] = record.history;
  return (
    <p className="brake-line">
      <strong>{scopeWords(record)}</strong>{' '}
      {last && (
        <span className="quiet">
          {words.brake.by(last.by)} <Age at={last.at} />
          {last.reason !== undefined && ` · ${last.reason}`}
        </span>
      )}{' '}
      {may('supervisor') && (
        <Button
          size="compact-sm"
          variant="default"
          loading={turn.isPending}
          onClick={() => turn.mutate({ what: 'resume', scope: record.scope, name: record.name })}
        >
          {words.brake.resume}
        </Button>
      )}
    </p>
  );
}

/** Who stopped and resumed what, the last first. */
function Past({ brake }: { brake: Brake }) {
  const { words } = useSession();
  const scopeWords = useScopeWords();
  const lines = brake.records
    .flatMap((record) => record.history.map((entry) => ({ ...entry, where: scopeWords(record) })))
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, 20);
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{words.brake.past}</summary>
      <ul className="small">
        {lines.map(({ at, by, what, reason, where }) => (
          <li key={`${at}/${where}`}>
            <Age at={at} /> · {where} · {words.brake[what]} {words.brake.by(by)}
            {reason !== undefined && ` · ${reason}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function StopDialog({ isOpen, brake, onClose }: { isOpen: boolean; brake: Brake; onClose: () => void }) {
  const { words } = useSession();
  const scopeWords = useScopeWords();
  const [chosen, setChosen] = useState('all');
  const [reason, setReason] = useState('');
  const turn = useTurn(onClose);
  const scopes: readonly Scope[] = [
    { scope: 'all' },
    ...brake.journeys.map((name) => ({ scope: 'journey', name }) as const),
    ...brake.mailboxes.map((name) => ({ scope: 'mailbox', name }) as const),
  ];
  const idOf = ({ scope, name }: Scope): string => (name === undefined ? scope : `${scope}:${name}`);
  const scope = scopes.find((one) => idOf(one) === chosen) ?? { scope: 'all' as const };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.brake.stop}
      closeButtonProps={{ 'aria-label': words.common.cancel }}
    >
      <div className="stack">
        <p className="quiet">{words.brake.lead}</p>
        <Select
          label={words.brake.where}
          data={scopes.map((one) => ({ value: idOf(one), label: scopeWords(one) }))}
          value={chosen}
          allowDeselect={false}
          onChange={(value) => setChosen(value ?? 'all')}
        />
        <TextInput label={words.brake.reason} value={reason} onChange={(event) => setReason(event.target.value)} />
        <Button
          color="red"
          loading={turn.isPending}
          onClick={() => turn.mutate({ what: 'stop', ...scope, ...(reason.trim() && { reason: reason.trim() }) })}
        >
          {words.brake.confirm}
        </Button>
      </div>
    </Modal>
  );
}

function useTurn(onDone: () => void = () => {}) {
  const { words } = useSession();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      what,
      ...body
    }: {
      what: 'stop' | 'resume';
      scope: string;
      name?: string | undefined;
      reason?: string;
    }) => post(`/bot/${what}`, body),
    onSuccess: onDone,
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: botQuery.queryKey }),
  });
}
