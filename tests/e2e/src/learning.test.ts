/** What advisors decide teaches: thresholds say what is known, authors accept examples, and erased people are forgotten by the model too. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Case } from './api.ts';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Buyer, writeCompany } from './company.ts';
import { eraseCase } from './erase.ts';
import { eventually } from './eventually.ts';
import { type Product, startProduct } from './product.ts';
import { type Env, runCommand } from './program.ts';
import { whereIs } from './texts.ts';

/** Models are trained in between, on a machine that may be busy. */
jest.setTimeout(180_000);

/** An advisor validates everything: that is how cases come to count. */
const ASSISTED = `mailboxes:
  - { address: sav@boutique.example, name: La Boutique Claire, mode: assist, trust: local }
`;
/** Words that no example holds. */
const drenched = (order: string): string =>
  `Bonjour,\n\nLe livreur a balancé ${order} par-dessus la haie du voisin et tout est trempé.\n\nCordialement`;

interface Threshold {
  readonly value: number;
  readonly isGuaranteed: boolean;
  readonly cases: number;
  readonly needed: number;
}
interface Request {
  readonly intents: readonly { readonly intent: string; readonly probability: number }[];
  readonly threshold: Threshold;
  readonly missing: readonly { readonly code: string }[];
  readonly nearest: readonly { readonly intent: string; readonly text: string; readonly similarity: number }[];
}
interface InForce {
  readonly model: string;
  readonly thresholds: Readonly<Record<string, Threshold>>;
}

let home: string;
let env: Env;
let product: Product;
let buyers: Buyer[];
beforeAll(async () => {
  home = await temporaryFolder();
  const data = await temporaryFolder();
  buyers = [...(await writeCompany(data, 10))];
  const config = join(data, 'facteur.yaml');
  await writeFile(config, ASSISTED);
  env = { FACTEUR_DEMO_DATA: data, FACTEUR_CONFIG: config, FACTEUR_LOG: 'warn' };
  product = await startProduct({ home, env });
});
afterAll(async () => {
  await product.stop();
  await cleanUp();
});

const inForce = async () => (await product.get<InForce>('/api/v1/nlu/model')).body;
const models = async () => (await readdir(join(home, 'models'))).filter((name) => name.endsWith('.model'));
const inUse = (wanted: (model: string) => boolean) =>
  eventually(
    'the model is in use',
    async () => {
      const { model } = await inForce();
      return wanted(model) ? model : undefined;
    },
    { timeoutMs: 90_000 },
  );

/** Sends a mail; resolves with its case once an advisor is asked. */
async function ask(text: (order: string) => string): Promise<Case> {
  const buyer = buyers.shift();
  if (buyer === undefined) throw new Error('The company has no more customers');
  await product.send({ from: buyer.address, subject: 'Bonjour', text: text(buyer.small) });
  await product.idle();
  const [found] = await product.casesOf(buyer.address);
  if (found === undefined) throw new Error('The mail has no case');
  return found;
}

function requestOf({ timeline }: Case): Request {
  const understood = timeline.find(({ topic }) => topic === 'mail.understood');
  const [request] = (understood?.data.requests ?? []) as readonly Request[];
  if (request === undefined) throw new Error('No request was found');
  return request;
}

async function decide({ reviews }: Case, intent: string): Promise<void> {
  const { status } = await product.decide(reviews[0]?.reviewId ?? '', { kind: 'intent', intent });
  expect(status).toBe(200);
  await product.idle();
}

async function command(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args, { home, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('An advisor’s decision', () => {
  it('counts as a validated case of the intent, and the next mail tells how many are missing', async () => {
    const first = await ask(whereIs);
    expect(requestOf(first)).toMatchObject({
      threshold: { value: 0.75, isGuaranteed: false, risk: 0.01, cases: 0, needed: 299 },
      missing: expect.arrayContaining([{ code: 'not-guaranteed', needed: 299 }]),
    });
    expect(first.reviews[0]?.requests[0]).toMatchObject({ threshold: { needed: 299 } });
    await decide(first, 'suivi-commande');
    await eventually('the case counts', async () =>
      (await inForce()).thresholds['suivi-commande']?.cases === 1 ? true : undefined,
    );
    const second = await ask(whereIs);
    expect(requestOf(second).threshold).toMatchObject({ isGuaranteed: false, cases: 1, needed: 298 });
    expect(await command('case', second.number, '--lang', 'fr')).toContain(
      'encore 298 cas validés pour garantir le seuil',
    );
    expect(JSON.parse(await command('nlu', 'proposals', 'list', '--json'))).toEqual([]);
  });

  it('proposes the customer’s words as an example, which is learned once accepted and forgotten with the person', async () => {
    const { model: before } = await inForce();
    const taught = await ask(drenched);
    const unsure = requestOf(taught);
    await decide(taught, 'renvoi-colis');

    const [proposal, ...others] = JSON.parse(await command('nlu', 'proposals', 'list', '--json'));
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({ intent: 'renvoi-colis', text: expect.stringContaining('haie du voisin') });
    expect((await inForce()).model).toBe(before);
    await command('nlu', 'proposals', 'accept', proposal.id);
    const learned = await inUse((model) => model !== before);

    const again = await ask(drenched);
    const sure = requestOf(again);
    expect(again.timeline.find(({ topic }) => topic === 'mail.understood')?.data.model).toBe(learned);
    expect(sure.intents[0]?.intent).toBe('renvoi-colis');
    expect(probabilityOf(sure, 'renvoi-colis')).toBeGreaterThan(probabilityOf(unsure, 'renvoi-colis'));
    // What one customer wrote is not shown in another's case.
    expect(sure.nearest[0]).toMatchObject({ intent: 'renvoi-colis', text: '' });

    await product.stop();
    await eraseCase(home, taught.number);
    product = await startProduct({ home, env });
    expect(await inUse((model) => model !== learned)).toBe(before);
    await eventually('the models that knew the words are gone', async () =>
      (await models()).length === 1 ? true : undefined,
    );
    expect(await models()).toEqual([`${before}.model`]);
    for (const status of ['proposed', 'accepted']) {
      expect(JSON.parse(await command('nlu', 'proposals', 'list', '--status', status, '--json'))).toEqual([]);
    }
    const after = requestOf(await ask(drenched));
    expect(probabilityOf(after, 'renvoi-colis')).toBeLessThan(probabilityOf(sure, 'renvoi-colis'));
  });
});

function probabilityOf({ intents }: Request, wanted: string): number {
  return intents.find(({ intent }) => intent === wanted)?.probability ?? 0;
}
