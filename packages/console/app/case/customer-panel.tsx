/** Who the customer is, and what else they asked. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { customerQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';

export function CustomerPanel({ shown: { customer, number } }: { shown: Case }) {
  const { words } = useSession();
  return (
    <section className="panel" aria-labelledby="customer-title">
      <h2 id="customer-title">{words.case.customer}</h2>
      <p>
        {customer?.name ??
          (customer === undefined ? words.common.noCustomer : <span className="break">{customer.address}</span>)}
      </p>
      {customer && (
        <p className="break">
          <Link to="/customer" search={{ address: customer.address }}>
            {customer.address}
          </Link>
        </p>
      )}
      {customer && <OtherCases address={customer.address} number={number} />}
    </section>
  );
}

function OtherCases({ address, number }: { address: string; number: string }) {
  const { words } = useSession();
  const { data } = useQuery(customerQuery(address));
  if (!data) return null;
  const others = data.cases.filter((one) => one.number !== number);
  return (
    <>
      <h3>{words.case.otherCases}</h3>
      {others.length === 0 && <p className="quiet">{words.case.noOtherCases}</p>}
      <ul className="other-cases">
        {others.map((one) => (
          <li key={one.number}>
            <Link to="/cases/$number" params={{ number: one.number }}>
              {one.subject || words.common.noSubject}
            </Link>
            <span className="quiet small">
              {words.statuses[one.status]} · <Age at={one.updatedAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
