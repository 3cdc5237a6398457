/** The views of the person who is signed in: on the server, and until they are taken over those that this browser holds. */
import { useLocalStorage } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { SETUP, viewsQuery } from '../organisation/setup-queries.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { allViews, heldApart, namedApart, readViews, type SavedView, viewChanges } from './saved-views.ts';
import { savedViewsWords } from './saved-views-words.ts';

/** All views, and a way to have others: what differs is saved on the server or deleted there. */
export function useSavedViews(): [readonly SavedView[], (views: readonly SavedView[]) => void] {
  const { words, may } = useSession();
  const client = useQueryClient();
  const [held, setHeld] = useHeld();
  const { data: kept } = useQuery(viewsQuery);
  const views = allViews(kept ?? [], held);
  const change = useMutation({
    mutationFn: async (wanted: readonly SavedView[]) => {
      const { saved, removed, held: left } = viewChanges(views, wanted);
      for (const view of saved) await save(view);
      for (const id of removed) await post(`/desk/views/${encodeURIComponent(id)}/delete`);
      setHeld(left);
    },
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: SETUP }),
  });
  // Whoever only reads has no views on the server.
  const keepHere = (wanted: readonly SavedView[]): void => setHeld(wanted.filter(({ id }) => id === undefined));
  return [views, may('advisor') ? (wanted) => change.mutate(wanted) : keepHere];
}

/** Views that this browser alone holds, and taking them over to the server. */
export function useHeldViews() {
  const { words: shared, me, may } = useSession();
  const words = usePageWords(savedViewsWords);
  const client = useQueryClient();
  const [stored, setHeld] = useHeld();
  const { data: kept } = useQuery(viewsQuery);
  const [isPutOff, setPutOff] = useLocalStorage({
    ...{ key: `facteur-views-later-${me.id}`, defaultValue: false, getInitialValueInEffect: false },
  });
  const known = allViews(kept ?? [], []);
  const held = heldApart(known, stored);
  const takeOver = useMutation({
    mutationFn: async () => {
      const named = namedApart(
        known.filter(({ scope }) => scope === 'me'),
        held,
      );
      for (const [index, view] of named.entries()) {
        await save(view);
        // One by one: when the next is refused, only the rest is still held.
        setHeld(held.slice(index + 1));
      }
    },
    onSuccess: () => tellDone(words.taken),
    onError: (error) => tellFailure(error, shared),
    onSettled: () => client.invalidateQueries({ queryKey: SETUP }),
  });
  const canTakeOver = kept !== undefined && held.length > 0 && may('advisor');
  return { held, canTakeOver, isOffered: canTakeOver && !isPutOff, takeOver, putOff: () => setPutOff(true) };
}

function save({ id, version, name, scope = 'me', filter }: SavedView): Promise<unknown> {
  return post('/desk/views', {
    ...(id !== undefined && { id }),
    ...(version !== undefined && { version }),
    ...{ title: name, scope, filter },
  });
}

/** What this browser holds, as it did before views were kept on the server. */
function useHeld(): [readonly SavedView[], (views: readonly SavedView[]) => void] {
  const { me } = useSession();
  const [stored, setStored] = useLocalStorage<string>({
    key: `facteur-views-${me.id}`,
    defaultValue: '[]',
    getInitialValueInEffect: false,
    serialize: (value) => value,
    deserialize: (value) => value ?? '[]',
  });
  const held = readViews(stored);
  return [held, (views) => setStored(JSON.stringify(views.map(({ name, filter }) => ({ name, filter }))))];
}
