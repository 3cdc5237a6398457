/** Single keys: off, or other ones (WCAG 2.1.4). */
import { Button, Switch } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { canBeChosen, clashes, DEFAULT_KEYS, KEY_ACTIONS, type KeyAction, keysOf } from '../keys/key-map.ts';
import { useChangeSettings, useSession } from '../session.tsx';

/** Enter is how links are followed everywhere: it stays. */
const CHANGEABLE = KEY_ACTIONS.filter((action) => DEFAULT_KEYS[action] !== 'Enter');

export function KeySettings() {
  const { me, words } = useSession();
  const { mutate } = useChangeSettings();
  const { singleKeys, keys } = me.settings;
  return (
    <section className="card stack">
      <h2>{words.settings.keys}</h2>
      <Switch
        label={words.settings.singleKeys}
        description={words.settings.singleKeysNote}
        checked={singleKeys}
        onChange={(event) => mutate({ singleKeys: event.target.checked })}
      />
      {singleKeys && (
        <ul className="key-list">
          {CHANGEABLE.map((action) => (
            <KeyChoice key={action} action={action} />
          ))}
        </ul>
      )}
      {Object.keys(keys).length > 0 && (
        <Button variant="default" className="start" onClick={() => mutate({ keys: {} })}>
          {words.settings.resetKeys}
        </Button>
      )}
    </section>
  );
}

function KeyChoice({ action }: { action: KeyAction }) {
  const { me, words } = useSession();
  const { mutate } = useChangeSettings();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const does = words.keys.actions[action];
  const onKey = (event: KeyboardEvent): void => {
    if (!isAsking || event.key === 'Tab' || event.key === 'Shift') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setAsking(false);
    const [taken] = clashes(action, event.key, me.settings);
    if (!canBeChosen(event.key)) return setProblem(words.settings.cannot);
    if (taken) return setProblem(words.settings.taken(words.keys.actions[taken]));
    mutate({ keys: { ...me.settings.keys, [action]: event.key.toLowerCase() } });
    setAsking(false);
    setProblem(undefined);
  };
  return (
    <li>
      <span>{does}</span>
      <span className="key-problem" role="status">
        {isAsking && problem}
      </span>
      <button
        type="button"
        className="key-button"
        aria-label={words.settings.changeKey(does)}
        onClick={() => setAsking(true)}
        onBlur={() => setAsking(false)}
        onKeyDown={onKey}
      >
        {isAsking ? words.settings.pressKey : <kbd>{keysOf(me.settings)[action]}</kbd>}
      </button>
    </li>
  );
}
