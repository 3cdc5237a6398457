/** Signing in with address and password; nothing says which of the two was wrong. */
import '../styles/pages.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, post } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import type { Words } from '../words/words.ts';

export function SignInPage({ words }: { words: Words }) {
  const { signIn } = words;
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(signIn.title);
  const enter = useMutation({
    mutationFn: () => post<{ me: Me }>('/sign-in', { email, password }),
    onSuccess: ({ me }) => client.setQueryData(keys.me, me),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <main className="door">
      <form className="card" onSubmit={submit}>
        <Brand lead={signIn.lead} />
        <h1>{signIn.title}</h1>
        <TextInput
          label={signIn.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordInput
          label={signIn.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Failure error={enter.error} words={words} />
        <Button type="submit" size="sm" loading={enter.isPending}>
          {signIn.submit}
        </Button>
      </form>
    </main>
  );
}

/** The product, above a form of the door. */
export function Brand({ lead }: { lead: string }) {
  return (
    <div className="door-brand">
      <img src="/icon.svg" alt="" width="40" height="40" />
      <div>
        <strong>Facteur</strong>
        <p className="quiet small">{lead}</p>
      </div>
    </div>
  );
}

function Failure({ error, words }: { error: unknown; words: Words }) {
  if (!error) return null;
  const status = error instanceof ApiError ? error.status : 0;
  const told =
    status === 429
      ? words.signIn.tooMany
      : status === 0 || status >= 500
        ? words.common.unreachable
        : words.signIn.wrong;
  return (
    <p role="alert" className="notice bad">
      {told}
    </p>
  );
}
