/** What a choice would lead to, asked for before it is made: the mail that would leave, what would move, what comes next. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client.ts';
import type { Case, Json } from '../api/types.ts';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { formatMoney } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { amountOf, asOwnReply, type Foreseen, plainWords } from './foreseen.ts';
import { outcomeInWords } from './reason-words.ts';
import { useCaseNames } from './use-case-names.ts';

type Choice =
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'intent'; readonly intent: string };

interface PreviewProps {
  readonly shown: Case;
  readonly choice: Choice;
  /** Corrections as they stand now. */
  readonly data: Readonly<Record<string, Json>> | undefined;
  readonly onTakeUp: (words: InsertWords) => void;
}

export function OptionPreview(props: PreviewProps) {
  const { preview: words } = usePageWords(actsWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="foreseen">
      <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? words.hide : words.show}
      </button>
      {isOpen && <Shown {...props} />}
    </div>
  );
}

function Shown({ shown, choice, data, onTakeUp }: PreviewProps) {
  const { words } = useSession();
  const { preview } = usePageWords(actsWords);
  const asked = { case: shown.number, decision: choice, ...(data && Object.keys(data).length > 0 && { data }) };
  const found = useQuery({
    queryKey: ['preview', asked],
    queryFn: () => post<Foreseen>('/journeys/preview', asked),
    // The company's systems may say something else in a minute.
    staleTime: 30_000,
    retry: false,
  });
  if (found.isPending) return <p className="quiet small">{words.common.loading}</p>;
  if (found.isError) return <p className="notice">{preview.failed}</p>;
  return <Told foreseen={found.data} shown={shown} onTakeUp={onTakeUp} />;
}

interface ToldProps extends Pick<PreviewProps, 'shown' | 'onTakeUp'> {
  readonly foreseen: Foreseen;
}

function Told({ foreseen, shown, onTakeUp }: ToldProps) {
  const { me, language } = useSession();
  const { preview } = usePageWords(actsWords);
  const end = useEnd(shown, foreseen);
  const [first] = foreseen.replies;
  return (
    <div className="foreseen-told">
      {foreseen.effects.map((effect) => {
        const amount = amountOf(effect);
        const what = amount === undefined ? effect.operation : `${effect.operation}, ${formatMoney(amount, language)}`;
        return (
          <p key={effect.operation} className="notice">
            {preview.moves(what)}
          </p>
        );
      })}
      {foreseen.replies.map((reply) => (
        <blockquote key={reply.text}>
          <strong>{reply.subject ?? preview.mail}</strong>
          <p>{plainWords(reply.text)}</p>
        </blockquote>
      ))}
      {first === undefined && <p className="quiet small">{preview.noMail}</p>}
      <p className="quiet small">{end}</p>
      {first !== undefined && first.text !== '' && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="pen" size={14} />}
          onClick={() => onTakeUp({ text: asOwnReply(first, shown.language, me.name) })}
        >
          {preview.takeUp}
        </Button>
      )}
    </div>
  );
}

/** What comes after it, in a sentence. */
function useEnd(shown: Case, { status, outcome, reviews, unknown }: Foreseen): string {
  const { words } = useSession();
  const acts = usePageWords(actsWords);
  const { step } = useCaseNames(shown);
  const { preview } = acts;
  if (unknown !== undefined) return preview.unknown(unknown);
  if (status === 'closed') return preview.closes(outcomeInWords(outcome ?? 'resolved', words, acts));
  const asked = reviews.at(-1);
  if (status === 'waiting-advisor' && asked !== undefined) {
    const labels = asked.reasons.map((code) => words.reasons[code]?.[0] ?? code);
    return preview.asks(asked.step === undefined ? labels.join(', ') : step(asked.step));
  }
  return status === 'waiting-customer' ? preview.waits : preview.goesOn;
}
