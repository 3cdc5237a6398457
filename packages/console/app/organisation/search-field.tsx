/** Looks among what is set up, as one types. */
import { TextInput } from '@mantine/core';
import { Icon } from '../icons.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';

export function SearchField({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  const { search } = usePageWords(organisationWords);
  return (
    <TextInput
      type="search"
      className="setup-search"
      aria-label={search}
      placeholder={search}
      leftSection={<Icon name="search" size={16} />}
      value={typed}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
