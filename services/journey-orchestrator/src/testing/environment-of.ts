/** What handlers look up, from a list of journeys and a connector. */
import type { Connector } from '@facteur/connectors';
import type { Journey } from '@facteur/journeys';
import type { Environment } from '../environment.ts';
import { type Halt, haltOf } from '../halts/halts.ts';
import { lookUps } from '../service.ts';

/** `mode` is that of the one mailbox, `sav@boutique.example`. */
export function environmentOf({
  journeys,
  connector,
  mode = 'auto',
  halts = [],
}: {
  journeys: readonly Journey[];
  connector: Connector;
  mode?: 'auto' | 'assist';
  /** May change while the scenario plays. */
  halts?: readonly Halt[];
}): Environment {
  const config = { mailboxes: [{ address: 'sav@boutique.example', mode }] };
  const find = (wanted: Partial<Journey>): Journey | undefined =>
    journeys.find((journey) => Object.entries(wanted).every(([key, value]) => journey[key as keyof Journey] === value));
  const must = (wanted: Partial<Journey>): Journey => {
    const journey = find(wanted);
    if (!journey) throw new Error(`no journey ${JSON.stringify(wanted)}`);
    return journey;
  };
  return {
    config,
    halts: { of: (mailbox, journey) => haltOf(halts, mailbox, journey) },
    journeys: {
      byName: (name) => must({ name }),
      byHash: (hash) => must({ hash }),
      byIntent: (intent) => find({ intent }),
      intents: () => journeys.map(({ intent }) => intent),
    },
    ...lookUps(connector),
  };
}
