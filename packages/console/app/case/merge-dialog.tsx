/** Makes two cases one: both side by side, with what becomes of each. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { caseQuery } from '../api/queries.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { CaseBrief, CasePicker, Chosen } from './case-picker.tsx';
import { useAct } from './use-act.ts';

export function MergeDialog({ shown, onClose }: ActDialogProps) {
  const { merge, picker } = usePageWords(actsWords);
  const navigate = useNavigate();
  const [picked, setPicked] = useState<string>();
  const [isThisKept, setThisKept] = useState(false);
  const { data: other } = useQuery({ ...caseQuery(picked ?? ''), enabled: picked !== undefined });
  const [stays, goes] = isThisKept ? [shown.number, picked] : [picked, shown.number];
  const { act, isPending } = useAct(goes ?? shown.number);
  const isOtherCustomer = other !== undefined && other.customer?.address !== shown.customer?.address;
  const fate = (isKept: boolean) => ({ told: isKept ? merge.stays : merge.ends, isKept });
  const isReady = stays !== undefined && goes !== undefined && other !== undefined;
  return (
    <ActFrame
      title={merge.title}
      told={isReady ? [merge.keep(stays), merge.goes(goes), merge.reply, merge.final] : []}
      submit={merge.submit}
      canSubmit={isReady}
      isBusy={isPending}
      isWide
      onClose={onClose}
      onSubmit={() => {
        if (!isReady) return;
        act({ action: 'merge', body: { into: stays } }, merge.done(stays), () => {
          onClose();
          void navigate({ to: '/cases/$number', params: { number: stays } });
        });
      }}
    >
      {picked === undefined ? (
        <CasePicker shown={shown} onPick={setPicked} />
      ) : (
        <Chosen number={picked} onChange={() => setPicked(undefined)} />
      )}
      {other && (
        <>
          {isOtherCustomer && <p className="notice bad">{merge.otherCustomer}</p>}
          <div className="side-by-side">
            <CaseBrief title={picker.thisOne} shown={shown} fate={fate(isThisKept)} />
            <CaseBrief title={picker.thatOne} shown={other} fate={fate(!isThisKept)} />
          </div>
          <Button variant="default" leftSection={<span aria-hidden>⇄</span>} onClick={() => setThisKept(!isThisKept)}>
            {isThisKept ? merge.keepThat : merge.keepThis}
          </Button>
        </>
      )}
    </ActFrame>
  );
}
