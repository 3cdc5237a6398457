/** A telephone call about this case, as it is remembered: a note within the conversation. */
import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { useAct } from './use-act.ts';

export function CallDialog({ shown: { number }, onClose }: ActDialogProps) {
  const { call } = usePageWords(actsWords);
  const { act, isPending } = useAct(number);
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [text, setText] = useState('');
  return (
    <ActFrame
      title={call.title}
      told={[call.lead]}
      submit={call.submit}
      canSubmit={text.trim() !== ''}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => act({ action: 'call', body: { text: text.trim(), direction } }, call.done, onClose)}
    >
      <SegmentedControl
        aria-label={call.direction}
        value={direction}
        onChange={(value) => setDirection(value === 'out' ? 'out' : 'in')}
        data={(['in', 'out'] as const).map((value) => ({ value, label: call.directions[value] }))}
      />
      <Textarea
        label={call.text}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autosize
        minRows={5}
        maxRows={14}
        maxLength={10_000}
        data-autofocus
      />
    </ActFrame>
  );
}
