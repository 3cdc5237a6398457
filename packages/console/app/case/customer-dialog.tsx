/** Somebody else is the customer of this case. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { addressesIn, notAddressesIn } from './addresses.ts';
import { useAct } from './use-act.ts';

export function CustomerDialog({ shown: { number, customer }, onClose }: ActDialogProps) {
  const { customer: told } = usePageWords(actsWords);
  const { words } = useSession();
  const { act, isPending } = useAct(number);
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const [address, ...more] = addressesIn(typed);
  const isAddress = address !== undefined && more.length === 0 && notAddressesIn(typed).length === 0;
  const isSame = isAddress && address.toLowerCase() === customer?.address.toLowerCase();
  const error = typed.trim() === '' ? undefined : isSame ? told.same : isAddress ? undefined : told.wrong;
  const who = customer === undefined ? told.nobody : (customer.name ?? words.common.noCustomer);
  return (
    <ActFrame
      title={told.title}
      told={[told.lead, told.keep]}
      submit={told.submit}
      canSubmit={isAddress && !isSame}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => {
        const body = { address, ...(name.trim() !== '' && { name: name.trim() }) };
        act({ action: 'customer', body }, told.done, onClose);
      }}
    >
      <p className="quiet break">{told.now(customer === undefined ? who : `${who}, ${customer.address}`)}</p>
      <TextInput
        label={told.address}
        type="text"
        inputMode="email"
        autoComplete="off"
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.target.value)}
        data-autofocus
      />
      <TextInput label={told.name} value={name} onChange={(event) => setName(event.target.value)} maxLength={200} />
    </ActFrame>
  );
}
