/** `?`: every key and what it does. */
import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { KEY_ACTIONS, keysOf } from '../keys/key-map.ts';
import { useSession } from '../session.tsx';

export function Shortcuts({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { me, words } = useSession();
  const keys = keysOf(me.settings);
  const isOn = me.settings.singleKeys;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.keys.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <dl className="shortcuts">
        {isOn &&
          KEY_ACTIONS.map((action) => (
            <Shortcut key={action} keyName={keys[action]} does={words.keys.actions[action]} />
          ))}
        {isOn && <Shortcut keyName="1 … 9" does={words.keys.options} />}
        <Shortcut keyName="Ctrl K" does={words.keys.palette} />
        <Shortcut keyName="Ctrl ↵" does={words.keys.send} />
      </dl>
      <p className="quiet">
        <Link to="/settings" onClick={onClose}>
          {isOn ? words.keys.change : words.keys.off}
        </Link>
      </p>
    </Modal>
  );
}

function Shortcut({ keyName, does }: { keyName: string; does: string }) {
  return (
    <div>
      <dt>{does}</dt>
      <dd>
        <kbd>{keyName === 'Enter' ? '↵' : keyName}</kbd>
      </dd>
    </div>
  );
}
