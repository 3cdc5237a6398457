/** Notes between colleagues; @ tells somebody. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import { peopleQuery } from '../api/queries.ts';
import type { Case, Note } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { useNames } from '../shell/use-names.ts';
import { mentionAt, withMention } from './mention.ts';
import { useCaseAction } from './use-case-action.ts';

export function Notes({ shown, fieldRef }: { shown: Case; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const { words, may } = useSession();
  const notes = shown.desk?.notes ?? [];
  return (
    <section id="notes" className="panel notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{words.case.notes}</h2>
      {notes.length === 0 && <p className="quiet">{words.case.noNotes}</p>}
      <ul>
        {notes.map((note) => (
          <OneNote key={note.id} note={note} />
        ))}
      </ul>
      {may('advisor') && <WriteNote number={shown.number} fieldRef={fieldRef} />}
    </section>
  );
}

function OneNote({ note: { by, at, text } }: { note: Note }) {
  const nameOf = useNames();
  return (
    <li className="note">
      <p className="note-by">
        <strong>{by.name ?? nameOf(by.id)}</strong>{' '}
        <span className="quiet small">
          <Age at={at} />
        </span>
      </p>
      <p className="note-text">
        {text.split(/(@[\p{L}\d._-]+)/u).map((part, index) =>
          part.startsWith('@') ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
            <strong key={index} className="mention">
              @{nameOf(part.slice(1))}
            </strong>
          ) : (
            part
          ),
        )}
      </p>
    </li>
  );
}

function WriteNote({ number, fieldRef }: { number: string; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const { words } = useSession();
  const [text, setText] = useState('');
  const { data: people = [] } = useQuery(peopleQuery);
  const { mutate, isPending } = useCaseAction(number);
  const asked = mentionAt(text);
  const found =
    asked === undefined
      ? []
      : people.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(asked.toLowerCase()));
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    mutate({ action: 'notes', body: { text: text.trim() } }, { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={add} className="stack">
      <Textarea
        ref={fieldRef}
        label={words.case.noteText}
        placeholder={words.case.noteHint}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autosize
        minRows={2}
        maxRows={8}
      />
      {found.length > 0 && (
        <ul className="mentions">
          {found.slice(0, 6).map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="facet"
                onClick={() => {
                  setText(withMention(text, person.id));
                  fieldRef.current?.focus();
                }}
              >
                @{person.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button type="submit" variant="default" disabled={text.trim() === ''} loading={isPending}>
          {words.case.addNote}
        </Button>
      </div>
    </form>
  );
}
