/** Following an invitation: choosing a password signs in. */
import '../styles/pages.css';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import type { Words } from '../words/words.ts';
import { Brand } from './sign-in-page.tsx';

const MIN_LENGTH = 10;

export function InvitationPage({ token, words }: { token: string; words: Words }) {
  const { signIn } = words;
  const [password, setPassword] = useState('');
  usePageTitle(signIn.invitation);
  const join = useMutation({
    mutationFn: () => post(`/invitations/${encodeURIComponent(token)}`, { password }),
    onSuccess: () => location.assign('/'),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    join.mutate();
  };
  return (
    <main className="door">
      <form className="card" onSubmit={submit}>
        <Brand lead={signIn.lead} />
        <h1>{signIn.invitation}</h1>
        <p>{signIn.invitationLead}</p>
        <PasswordInput
          label={signIn.newPassword}
          description={signIn.passwordRule}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={MIN_LENGTH}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {join.isError && (
          <p role="alert" className="notice bad">
            {signIn.expired}
          </p>
        )}
        <Button type="submit" size="sm" loading={join.isPending} disabled={password.length < MIN_LENGTH}>
          {signIn.join}
        </Button>
      </form>
    </main>
  );
}
