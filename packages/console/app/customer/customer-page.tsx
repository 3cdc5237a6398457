/** One customer and all their cases: what a telephone system opens at every call. */
import '../styles/pages.css';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { CustomerCases, QueueItem } from '../api/write-types.ts';
import { addressesIn } from '../case/addresses.ts';
import { Icon } from '../icons.tsx';
import { phoneInPairs } from '../new/opening-form.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { addressesOf, nameOf, sortedCases } from './customer-cases.ts';
import { customerCasesQuery } from './customer-queries.ts';
import { customerWords } from './customer-words.ts';

const route = getRouteApi('/customer');

export function CustomerPage() {
  const words = usePageWords(customerWords);
  const who = route.useSearch();
  usePageTitle(words.title);
  const isAsked = who.address !== undefined || who.phone !== undefined;
  return <div className="page customer-page">{isAsked ? <Known key={JSON.stringify(who)} /> : <Find />}</div>;
}

function Known() {
  const { common } = useSession().words;
  const who = route.useSearch();
  const found = useQuery(customerCasesQuery(who));
  if (found.isError) return <LoadFailure onRetry={() => void found.refetch()} />;
  if (!found.data) return <p className="quiet">{common.loading}</p>;
  const isUnknown = found.data.cases.length === 0 && found.data.name === undefined;
  return isUnknown ? <Unknown /> : <OneCustomer found={found.data} />;
}

/** A number that nobody has yet: the call is noted at once. */
function Unknown() {
  const words = usePageWords(customerWords);
  const { address, phone } = route.useSearch();
  const who = address ?? phoneInPairs(phone ?? '');
  return (
    <div className="message">
      <h1>{words.unknown(who)}</h1>
      <p>{address === undefined ? words.unknownPhone : words.unknownAddress}</p>
      <Actions isCallFirst={address === undefined} />
    </div>
  );
}

function OneCustomer({ found }: { found: CustomerCases }) {
  const words = usePageWords(customerWords);
  const { address, phone } = route.useSearch();
  const addresses = addressesOf({ ...found, ...(address !== undefined && { address }) });
  const name = nameOf(found);
  const { open, over } = sortedCases(found.cases);
  return (
    <>
      <header className="customer-head">
        <div>
          <h1>{name ?? words.unnamed}</h1>
          <p className="quiet break">
            {[...(phone === undefined ? [] : [phoneInPairs(phone)]), ...addresses].join(' · ')}
          </p>
        </div>
        <Actions
          isCallFirst={phone !== undefined}
          {...(name !== undefined && { name })}
          {...(addresses[0] !== undefined && { known: addresses[0] })}
        />
      </header>
      <CaseGroup title={words.open} cases={open} none={words.noneOpen} />
      {over.length > 0 && <CaseGroup title={words.over} cases={over} />}
    </>
  );
}

interface ActionsProps {
  readonly isCallFirst: boolean;
  readonly name?: string;
  /** An address of theirs, where the page was asked for by number. */
  readonly known?: string;
}

function Actions({ isCallFirst, name, known }: ActionsProps) {
  const { may } = useSession();
  const words = usePageWords(customerWords);
  const navigate = useNavigate();
  const { address = known, phone } = route.useSearch();
  if (!may('advisor')) return null;
  const begin = (kind: 'mail' | 'call') => (): void => {
    const search = {
      kind,
      ...(address !== undefined && { address }),
      ...(phone !== undefined && { phone }),
      ...(name !== undefined && { name }),
    };
    void navigate({ to: '/new', search });
  };
  const mail = (
    <Button
      key="mail"
      size="sm"
      variant={isCallFirst ? 'default' : 'filled'}
      leftSection={<Icon name="pen" size={16} />}
      onClick={begin('mail')}
    >
      {words.newMail}
    </Button>
  );
  const call = (
    <Button key="call" size="sm" variant={isCallFirst ? 'filled' : 'default'} onClick={begin('call')}>
      {words.noteCall}
    </Button>
  );
  return <div className="customer-actions">{isCallFirst ? [call, mail] : [mail, call]}</div>;
}

function CaseGroup({ title, cases, none }: { title: string; cases: readonly QueueItem[]; none?: string }) {
  return (
    <section className="customer-cases">
      <h2>
        {title} <span className="quiet">{cases.length > 0 && cases.length}</span>
      </h2>
      {cases.length === 0 && <p className="quiet">{none}</p>}
      <ul className="found">
        {cases.map((one) => (
          <li key={one.number}>
            <CaseLink item={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CaseLink({ item }: { item: QueueItem }) {
  const { words } = useSession();
  const own = usePageWords(customerWords);
  const titleOf = useTitles();
  const { number, subject, excerpt, status, state, journey, tags, isCall, updatedAt } = item;
  return (
    <Link to="/cases/$number" params={{ number }} className="found-link">
      <span className="found-what">
        <strong className="ellipsis">{subject || words.common.noSubject}</strong>
        <span className="quiet small ellipsis">
          <span className="mono">{number}</span> · {excerpt}
        </span>
      </span>
      <span className="found-marks">
        {isCall && <span className="chip call">{own.isCall}</span>}
        {journey !== undefined && <span className="chip only-wide">{titleOf(journey)}</span>}
        {tags.map((tag) => (
          <span key={tag} className="chip tag">
            {tag}
          </span>
        ))}
        <span className={status === 'waiting-advisor' ? 'chip unsure' : 'chip'}>
          {state === 'trash' ? own.isTrash : words.statuses[status]}
        </span>
      </span>
      <span className="quiet small">
        <Age at={updatedAt} />
      </span>
    </Link>
  );
}

/** Without an address or a number: asks for one. */
function Find() {
  const words = usePageWords(customerWords);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const asked = typed.trim();
    const isAddress = addressesIn(asked)[0] === asked;
    if (asked !== '') void navigate({ to: '/customer', search: isAddress ? { address: asked } : { phone: asked } });
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p className="quiet">{words.lead}</p>
      <form className="inline-form customer-find" onSubmit={onSubmit}>
        <TextInput
          label={words.find}
          placeholder={words.findHint}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoFocus
        />
        <Button type="submit" size="sm">
          {words.show}
        </Button>
      </form>
    </>
  );
}
