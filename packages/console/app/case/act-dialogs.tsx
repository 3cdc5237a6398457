/** The dialogue of the act that was chosen. Loaded when the first one is opened. */
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import type { ActName } from './acts-menu.tsx';
import { actsWords } from './acts-words.ts';
import { CallDialog } from './call-dialog.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { useAct, useGoOn } from './use-act.ts';

/** `ask` has a dialogue of its own, which others open as well. */
export function ActDialog({ act, ...props }: ActDialogProps & { act: Exclude<ActName, 'ask'> }) {
  switch (act) {
    case 'merge':
      return <MergeDialog {...props} />;
    case 'split':
      return <SplitDialog {...props} />;
    case 'link':
      return <LinkDialog {...props} />;
    case 'customer':
      return <CustomerDialog {...props} />;
    case 'call':
      return <CallDialog {...props} />;
    case 'archive':
      return <ArchiveDialog {...props} />;
    case 'trash':
      return <TrashDialog {...props} />;
    case 'restore':
      return <RestoreDialog {...props} />;
  }
}

function ArchiveDialog({ shown: { number }, onClose }: ActDialogProps) {
  const { archive } = usePageWords(actsWords);
  const { act, isPending } = useAct(number);
  const goOn = useGoOn(number);
  return (
    <ActFrame
      title={archive.title}
      told={[archive.lead, archive.back]}
      submit={archive.submit}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => act({ action: 'close', body: { outcome: 'archived' } }, archive.done, goOn)}
    />
  );
}

function TrashDialog({ shown: { number }, onClose }: ActDialogProps) {
  const { trash } = usePageWords(actsWords);
  const { act, isPending } = useAct(number);
  const goOn = useGoOn(number);
  return (
    <ActFrame
      title={trash.title}
      told={[trash.lead, trash.back]}
      submit={trash.submit}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => act({ action: 'trash' }, trash.done, goOn)}
    />
  );
}

function RestoreDialog({ shown: { number }, onClose }: ActDialogProps) {
  const { trash } = usePageWords(actsWords);
  const { act, isPending } = useAct(number);
  return (
    <ActFrame
      title={trash.restoreTitle}
      told={[trash.restoreLead]}
      submit={trash.restore}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => act({ action: 'restore' }, trash.restored, onClose)}
    />
  );
}
