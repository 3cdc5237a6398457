/** A new mail to a customer, or a call that is noted. */
import '../styles/pages.css';
import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { botQuery } from '../api/queries.ts';
import type { OpeningKind } from '../api/write-types.ts';
import { addressesIn } from '../case/addresses.ts';
import { sortedCases } from '../customer/customer-cases.ts';
import { customerCasesQuery } from '../customer/customer-queries.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { newWords } from './new-words.ts';
import {
  isPhone,
  type OpeningForm,
  type OpeningProblems,
  openingOf,
  phoneInPairs,
  problemsOf,
} from './opening-form.ts';
import { type UsedOpening, useOpening } from './use-opening.ts';

const route = getRouteApi('/new');
const PAUSE_MS = 400;

export function NewPage() {
  const words = usePageWords(newWords);
  const search = route.useSearch();
  usePageTitle(words.title);
  const opening = useOpening();
  // A link to the other kind, or to another customer, begins anew.
  return (
    <div className="page new-page">
      <h1>{words.title}</h1>
      {opening.number === undefined ? (
        <NewForm key={JSON.stringify(search)} opening={opening} />
      ) : (
        <Opened number={opening.number} isLate={opening.isLate} />
      )}
    </div>
  );
}

function Opened({ number, isLate }: { number: string; isLate: boolean }) {
  const words = usePageWords(newWords);
  return (
    <div className="message" role="status">
      <p>{isLate ? words.late(number) : words.opened(number)}</p>
      {isLate && (
        <Link to="/cases/$number" params={{ number }}>
          {words.goThere}
        </Link>
      )}
    </div>
  );
}

function NewForm({ opening }: { opening: UsedOpening }) {
  const words = usePageWords(newWords);
  const [form, change] = useForm();
  const [isTried, setTried] = useState(false);
  const problems = problemsOf(form);
  const isCall = form.kind === 'call';
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0 || opening.isOpening) return;
    opening.open(openingOf(opening.id, form, words.callSubject(form.name.trim() || phoneInPairs(form.phone.trim()))));
  };
  return (
    <form className="panel new-form" onSubmit={onSubmit} noValidate>
      <SegmentedControl
        aria-label={words.kind}
        data={(['mail', 'call'] as const).map((value) => ({ value, label: words.kinds[value] }))}
        value={form.kind}
        onChange={(kind) => change({ kind: kind as OpeningKind })}
      />
      <p className="quiet">{words.leads[form.kind]}</p>
      <CustomerFields form={form} problems={isTried ? problems : {}} onChange={change} />
      <AlreadyOpen form={form} />
      <AboutFields form={form} problems={isTried ? problems : {}} onChange={change} />
      {isTried && problems.who && (
        <p className="field-problem" role="alert">
          {words.problems.who}
        </p>
      )}
      <div className="form-foot">
        <Button type="submit" size="sm" loading={opening.isOpening} leftSection={<Icon name="pen" size={16} />}>
          {words.submits[isCall ? 'call' : 'mail']}
        </Button>
      </div>
    </form>
  );
}

type Change = (part: Partial<OpeningForm>) => void;

function useForm(): [OpeningForm, Change] {
  const { me } = useSession();
  const { kind = 'mail', address = '', phone = '', name = '' } = route.useSearch();
  const { data } = useQuery(botQuery);
  const [form, setForm] = useState<OpeningForm>({
    ...{ kind, address, phone, name, mailbox: '', subject: '', text: '' },
    language: me.language,
  });
  // The only one, or the first, unless another is chosen.
  const mailbox = form.mailbox === '' ? (data?.mailboxes[0] ?? '') : form.mailbox;
  return [{ ...form, mailbox }, (part) => setForm((before) => ({ ...before, ...part }))];
}

interface FieldsProps {
  readonly form: OpeningForm;
  readonly problems: OpeningProblems;
  readonly onChange: Change;
}

function CustomerFields({ form, problems, onChange }: FieldsProps) {
  const words = usePageWords(newWords);
  const isCall = form.kind === 'call';
  const wrong = problems.address && words.problems[problems.address === 'wrong' ? 'wrongAddress' : 'address'];
  return (
    <div className="form-pair">
      {isCall && (
        <TextInput
          type="tel"
          label={words.phone}
          value={form.phone}
          error={problems.phone && words.problems.phone}
          onChange={(event) => onChange({ phone: event.target.value })}
          data-autofocus
        />
      )}
      <TextInput
        label={words.name}
        value={form.name}
        onChange={(event) => onChange({ name: event.target.value })}
        autoComplete="off"
      />
      <TextInput
        type="email"
        label={isCall ? `${words.address} (${words.optional})` : words.address}
        value={form.address}
        error={wrong}
        onChange={(event) => onChange({ address: event.target.value })}
        autoComplete="off"
      />
    </div>
  );
}

function AboutFields({ form, problems, onChange }: FieldsProps) {
  const { words: shared } = useSession();
  const words = usePageWords(newWords);
  const { data } = useQuery(botQuery);
  const isCall = form.kind === 'call';
  const languages = Object.entries(shared.languageNames).map(([value, label]) => ({ value, label }));
  return (
    <>
      <TextInput
        label={isCall ? `${words.subject} (${words.optional})` : words.subject}
        placeholder={isCall ? words.callSubject(form.name.trim() || phoneInPairs(form.phone.trim())) : ''}
        value={form.subject}
        error={problems.subject && words.problems.subject}
        onChange={(event) => onChange({ subject: event.target.value })}
      />
      {isCall && (
        <Textarea
          label={words.text}
          value={form.text}
          error={problems.text && words.problems.text}
          onChange={(event) => onChange({ text: event.target.value })}
          autosize
          minRows={5}
          maxRows={16}
        />
      )}
      <div className="form-pair">
        <Select
          label={words.mailbox}
          description={isCall ? undefined : words.mailboxNote}
          data={[...(data?.mailboxes ?? [])]}
          value={form.mailbox}
          error={problems.mailbox && words.problems.mailbox}
          onChange={(mailbox) => onChange({ mailbox: mailbox ?? '' })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <Select
          label={words.language}
          data={languages}
          value={form.language}
          onChange={(language) => onChange({ language: language ?? form.language })}
        />
      </div>
    </>
  );
}

/** Told before a second case of one request is opened. */
function AlreadyOpen({ form: { kind, address, phone } }: { form: OpeningForm }) {
  const { words: shared } = useSession();
  const words = usePageWords(newWords);
  const [typed] = useDebouncedValue({ address: address.trim(), phone: phone.trim() }, PAUSE_MS);
  const isAddress = addressesIn(typed.address)[0] === typed.address;
  const { data } = useQuery(
    customerCasesQuery({
      address: isAddress ? typed.address : undefined,
      phone: kind === 'call' && isPhone(typed.phone) ? typed.phone : undefined,
    }),
  );
  const { open } = sortedCases(data?.cases ?? []);
  if (open.length === 0) return null;
  return (
    <aside className="notice already" aria-live="polite">
      <p>
        <strong>{words.already(open.length)}.</strong> {words.alreadyNote}
      </p>
      <ul>
        {open.slice(0, 3).map(({ number, subject, updatedAt }) => (
          <li key={number}>
            <Link to="/cases/$number" params={{ number }}>
              {subject || shared.common.noSubject}
            </Link>{' '}
            <Age at={updatedAt} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
