/** Runs a macro on a case: its acts are done as whoever chooses it, its reply becomes a draft. Loaded when wanted. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { post } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import type { Macro, MacroDraft } from '../api/setup-types.ts';
import type { Case, CaseDesk } from '../api/types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { PickList } from './pick-list.tsx';
import { setupQuery } from './setup-queries.ts';
import { useMacroWords } from './use-macro-words.ts';

interface MacroMenuProps {
  readonly number: string;
  /** Called when everything was done, with what the macro's reply puts before its writer. */
  readonly onRan: (draft?: MacroDraft) => void;
}

export function MacroMenu({ number, onRan }: MacroMenuProps) {
  const { words } = useSession();
  const { picker } = usePageWords(organisationWords);
  const { data: setup, isPending } = useQuery(setupQuery);
  const inWords = useMacroWords(setup?.templates ?? []);
  const macros = [...(setup?.macros ?? [])].sort((a, b) => a.title.localeCompare(b.title));
  const run = useRun(number, onRan);
  const itemsOf = (scope: Macro['scope']) =>
    macros
      .filter((macro) => macro.scope === scope)
      .map((macro) => ({ id: macro.id, title: macro.title, text: inWords(macro) }));
  return (
    <PickList
      label={picker.macro}
      icon="route"
      searchLabel={picker.searchMacro}
      empty={isPending ? words.common.loading : picker.noMacro}
      groups={[
        { label: picker.ownMacros, items: itemsOf('me') },
        { label: picker.shared, items: itemsOf('all') },
      ]}
      isPending={run.isPending}
      onPick={(id) => {
        const macro = macros.find((one) => one.id === id);
        if (macro) run.mutate(macro);
      }}
      foot={
        <Link to="/organisation" search={{ section: 'macros' }}>
          {picker.manage}
        </Link>
      }
    />
  );
}

function useRun(number: string, onRan: MacroMenuProps['onRan']) {
  const { words: shared } = useSession();
  const { picker } = usePageWords(organisationWords);
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Macro) =>
      post<{ part: CaseDesk; draft?: MacroDraft }>(`/desk/macros/${encodeURIComponent(id)}/run`, { number }),
    onSuccess: ({ part, draft }, { title }) => {
      client.setQueryData<Case>(keys.case(number), (shown) => (shown ? { ...shown, desk: part } : shown));
      tellDone(picker.ran(title));
      onRan(draft);
    },
    onError: (error) => tellFailure(error, shared),
    // A refusal comes after what went before it was done.
    onSettled: () => {
      for (const queryKey of [keys.case(number), ['desk'], ['counts']]) void client.invalidateQueries({ queryKey });
    },
  });
}
