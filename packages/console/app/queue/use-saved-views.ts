/** The views of the person who is signed in, kept in this browser. */
import { useLocalStorage } from '@mantine/hooks';
import { useSession } from '../session.tsx';
import { readViews, type SavedView } from './saved-views.ts';

export function useSavedViews(): [readonly SavedView[], (views: readonly SavedView[]) => void] {
  const { me } = useSession();
  const [stored, setStored] = useLocalStorage<string>({
    key: `facteur-views-${me.id}`,
    defaultValue: '[]',
    getInitialValueInEffect: false,
    serialize: (value) => value,
    deserialize: (value) => value ?? '[]',
  });
  return [readViews(stored), (views) => setStored(JSON.stringify(views))];
}
