/** Further recipients of a reply. */
import { TextInput } from '@mantine/core';
import { notAddressesIn } from '../case/addresses.ts';
import { useSession } from '../session.tsx';
import type { Copies } from './outgoing.ts';

export function CopyFields({ copies, onChange }: { copies: Copies; onChange: (copies: Copies) => void }) {
  const { words } = useSession();
  const problemOf = (typed: string): string | false => {
    const wrong = notAddressesIn(typed);
    return wrong.length > 0 && words.exchange.wrongAddress(wrong.join(', '));
  };
  return (
    <div className="copies">
      {(['cc', 'bcc'] as const).map((field) => (
        <TextInput
          key={field}
          label={words.case[field]}
          value={copies[field]}
          error={problemOf(copies[field])}
          onChange={(event) => onChange({ ...copies, [field]: event.target.value })}
        />
      ))}
    </div>
  );
}
