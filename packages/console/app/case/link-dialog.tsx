/** Says that another case is the same request, or touches this one. Nothing else changes. */
import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { caseQuery } from '../api/queries.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { CaseBrief, CasePicker, Chosen } from './case-picker.tsx';
import { useAct } from './use-act.ts';

type Kind = 'duplicate' | 'related';

export function LinkDialog({ shown, onClose }: ActDialogProps) {
  const { link, picker } = usePageWords(actsWords);
  const [picked, setPicked] = useState<string>();
  const [kind, setKind] = useState<Kind>('duplicate');
  const { data: other } = useQuery({ ...caseQuery(picked ?? ''), enabled: picked !== undefined });
  const { act, isPending } = useAct(shown.number);
  return (
    <ActFrame
      title={link.title}
      told={[link.notes[kind]]}
      submit={link.submit}
      canSubmit={other !== undefined}
      isBusy={isPending}
      isWide
      onClose={onClose}
      onSubmit={() => act({ action: 'link', body: { other: picked, kind } }, link.done, onClose)}
    >
      <Radio.Group
        label={link.kind}
        value={kind}
        onChange={(value) => setKind(value === 'related' ? value : 'duplicate')}
      >
        <div className="kinds">
          {(['duplicate', 'related'] as const).map((value) => (
            <Radio key={value} value={value} label={link.kinds[value]} />
          ))}
        </div>
      </Radio.Group>
      {picked === undefined ? (
        <CasePicker shown={shown} onPick={setPicked} />
      ) : (
        <Chosen number={picked} onChange={() => setPicked(undefined)} />
      )}
      {other && (
        <div className="side-by-side">
          <CaseBrief title={picker.thisOne} shown={shown} />
          <CaseBrief title={picker.thatOne} shown={other} />
        </div>
      )}
    </ActFrame>
  );
}
