/** A tag, or several, with those that exist offered. */
import { Autocomplete, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { tagsQuery } from './setup-queries.ts';

interface TagFieldProps {
  readonly label: string;
  readonly tag: string;
  readonly onChange: (tag: string) => void;
}

export function TagField({ label, tag, onChange }: TagFieldProps) {
  return <Autocomplete size="sm" aria-label={label} data={useKnownTags()} value={tag} onChange={onChange} />;
}

interface TagsFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

export function TagsField({ label, tags, onChange }: TagsFieldProps) {
  return <TagsInput aria-label={label} data={useKnownTags()} value={[...tags]} onChange={onChange} acceptValueOnBlur />;
}

function useKnownTags(): string[] {
  const { data: tags = [] } = useQuery(tagsQuery);
  return tags.map(({ tag }) => tag).sort((a, b) => a.localeCompare(b));
}
