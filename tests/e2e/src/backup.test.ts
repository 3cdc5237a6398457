/** Backups taken while the product runs, restored where data were lost: nothing acknowledged is missing, nothing is paid again unasked. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { type Buyer, writeCompany } from './company.ts';
import { eventually } from './eventually.ts';
import { PDF } from './mail.ts';
import { type Product, startProduct } from './product.ts';
import { type Ended, runCommand } from './program.ts';
import { refund, whereIs } from './texts.ts';

interface Held {
  readonly id: string;
  readonly case: string;
  readonly changes: string;
}

let buyers: Buyer[];
let env: { FACTEUR_DEMO_DATA: string; FACTEUR_LOG: string };
let place: string;
beforeAll(async () => {
  const company = await temporaryFolder();
  buyers = [...(await writeCompany(company, 40))];
  env = { FACTEUR_DEMO_DATA: company, FACTEUR_LOG: 'error' };
  place = await temporaryFolder();
});
afterAll(cleanUp);

const start = (home: string): Promise<Product> => startProduct({ home, env });
const run = (home: string, ...args: readonly string[]): Promise<Ended> => runCommand(args, { home, env });

async function succeed(home: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(home, ...args);
  if (code !== 0) throw new Error(`facteur ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

function next(): Buyer {
  const buyer = buyers.shift();
  if (buyer === undefined) throw new Error('The company has no more customers');
  return buyer;
}

/** Asks for a refund that an advisor must see; gives the number of the case. */
async function askBig(product: Product, { address, big }: Buyer): Promise<string> {
  await product.send({ from: address, subject: 'Remboursement', text: refund(big), attachments: [PDF] });
  await product.idle();
  const [found] = await product.casesOf(address);
  expect(found?.status).toBe('waiting-advisor');
  return found?.number ?? '';
}

async function accept(product: Product, number: string): Promise<void> {
  const { reviews } = await product.case(number);
  const waiting = reviews.find(({ status }) => status === 'open');
  const decision = { kind: 'option', option: 'accepter' } as const;
  expect((await product.decide(waiting?.reviewId ?? '', decision)).status).toBe(200);
  await product.idle();
}

async function heldOf(home: string, number: string): Promise<readonly Held[]> {
  const { effects } = JSON.parse(await succeed(home, 'effects', 'list', '--json')) as { effects: readonly Held[] };
  return effects.filter((held) => held.case === number);
}

async function refundsOf(product: Product, { big }: Buyer) {
  return (await product.refunds()).filter(({ order }) => order === big);
}

async function confirmationsTo(product: Product, { address }: Buyer): Promise<number> {
  return (await product.outboxTo(address)).filter(({ subject }) => /189,00.€ est en route/.test(subject)).length;
}

describe('A refund that was booked after the backup', () => {
  const backup = () => join(place, 'refunds.tar.gz');
  const keys = () => join(place, 'keys.tar.gz');
  let home: string;
  let released: Buyer;
  let told: Buyer;
  let releasedCase: string;
  let toldCase: string;
  beforeAll(async () => {
    home = await temporaryFolder();
    const product = await start(home);
    [released, told] = [next(), next()];
    releasedCase = await askBig(product, released);
    toldCase = await askBig(product, told);
    await succeed(home, 'backup', backup());
    for (const number of [releasedCase, toldCase]) await accept(product, number);
    expect(await refundsOf(product, released)).toHaveLength(1);
    await succeed(home, 'backup', '--keys', keys());
    const locked = await run(home, 'restore', '--replace', backup());
    expect(locked).toMatchObject({ code: 1, stderr: expect.stringContaining('in use') });
    expect(await product.stop()).toBe(0);
  }, 120_000);

  it('is not paid again without a decision, and released it is paid under the same key', async () => {
    const refused = await run(home, 'restore', backup());
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
    expect(await succeed(home, 'restore', '--replace', backup())).toContain('facteur effects list');
    const product = await start(home);
    await accept(product, releasedCase);
    expect((await product.case(releasedCase)).status).not.toBe('closed');
    const [held, ...others] = await heldOf(home, releasedCase);
    expect({ held, others }).toMatchObject({ held: { changes: 'once' }, others: [] });
    expect(await run(home, 'doctor')).toMatchObject({ code: 1, stdout: expect.stringContaining('effects release') });

    await succeed(home, 'effects', 'release', held?.id ?? '');
    // With another key the back office would answer `already-done`, and the case would wait for an advisor.
    await eventually('the case is closed', async () =>
      (await product.case(releasedCase)).status === 'closed' ? true : undefined,
    );
    expect(await refundsOf(product, released)).toHaveLength(1);

    const later = next();
    await product.send({ from: later.address, subject: 'Ma commande', text: whereIs(later.small) });
    await product.idle();
    expect(await product.outboxTo(later.address)).toHaveLength(1);

    await succeed(home, 'effects', 'release', '--all');
    await eventually('the customer is told', async () =>
      (await confirmationsTo(product, released)) > 0 ? true : undefined,
    );
    expect(await confirmationsTo(product, released)).toBe(1);
    expect((await product.get<{ heldSince: string | null }>('/api/v1/status')).body.heldSince).toBeNull();
    expect(await product.stop()).toBe(0);
  }, 120_000);

  it('is not paid at all when someone says that it was done, and its case goes on with that result', async () => {
    const elsewhere = await temporaryFolder();
    const early = await run(elsewhere, 'restore', backup());
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('restore --keys') });
    await succeed(elsewhere, 'restore', '--keys', keys());
    await succeed(elsewhere, 'restore', backup());
    const product = await start(elsewhere);
    await accept(product, toldCase);
    const [held] = await heldOf(elsewhere, toldCase);
    const result = join(place, 'result.json');
    const amount = { minor: 18_900, currency: 'EUR' };
    const output = { refund: 'R-1', order: told.big, amount, bookedOn: '2026-11-22' };
    await writeFile(result, JSON.stringify({ kind: 'done', output }));
    await succeed(elsewhere, 'effects', 'done', held?.id ?? '', '--result', result);
    await product.idle();
    expect((await product.case(toldCase)).status).toBe('closed');
    await succeed(elsewhere, 'effects', 'release', '--all');
    await eventually('the customer is told', async () =>
      (await confirmationsTo(product, told)) > 0 ? true : undefined,
    );
    expect(await product.refunds()).toEqual([]);
    expect(await product.stop()).toBe(0);
  }, 120_000);
});

describe('A backup', () => {
  it('taken while mails come in holds every mail acknowledged before it, and they are all answered after a restore', async () => {
    const home = await temporaryFolder();
    const product = await start(home);
    const before = Array.from({ length: 12 }, next);
    const during = Array.from({ length: 8 }, next);
    const write = ({ address, small }: Buyer) =>
      product.send({ from: address, subject: 'Ma commande', text: whereIs(small) });
    await Promise.all(before.map(write));
    const file = join(place, 'busy.tar.gz');
    const [, ended] = await Promise.all([Promise.all(during.map(write)), run(home, 'backup', '--json', file)]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual({ file, bytes: (await stat(file)).size });
    expect((await stat(file)).mode & 0o077).toBe(0);
    await product.idle();
    await succeed(home, 'backup', '--keys', join(place, 'busy-keys.tar.gz'));
    expect(await product.stop()).toBe(0);

    const elsewhere = await temporaryFolder();
    await succeed(elsewhere, 'restore', '--keys', join(place, 'busy-keys.tar.gz'));
    await succeed(elsewhere, 'restore', file);
    const restored = await start(elsewhere);
    await succeed(elsewhere, 'effects', 'release', '--all');
    await restored.idle();
    expect(await restored.status()).toMatchObject({ deadLetters: 0 });
    for (const { address } of before) {
      const [found] = await restored.casesOf(address);
      expect(found?.timeline.map(({ topic }) => topic)).toEqual(
        expect.arrayContaining(['mail.received', 'mail.understood', 'reply.sent']),
      );
    }
    expect(await restored.stop()).toBe(0);
  }, 120_000);
});

describe('A backup of a resting folder', () => {
  const file = () => join(place, 'resting.tar.gz');
  let home: string;
  let buyer: Buyer;
  let cases: unknown;
  beforeAll(async () => {
    home = await temporaryFolder();
    const product = await start(home);
    buyer = next();
    await product.send({ from: buyer.address, subject: 'Ma commande', text: whereIs(buyer.small) });
    await product.idle();
    cases = await product.casesOf(buyer.address);
    expect(await product.stop()).toBe(0);
    await succeed(home, 'backup', file());
  }, 60_000);

  it.each([
    { name: 'was cut short', spoil: (whole: Buffer) => whole.subarray(0, whole.length - 700) },
    { name: 'was damaged', spoil: (whole: Buffer) => whole.fill('damage', 5_000, 5_006) },
  ])('that $name is refused before anything is touched', async ({ name, spoil }) => {
    const bad = join(place, `${name}.tar.gz`);
    await writeFile(bad, spoil(await readFile(file())));
    const names = await readdir(home);
    const refused = await run(home, 'restore', '--replace', bad);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('The backup is damaged') });
    expect(await readdir(home)).toEqual(names);
  });

  it('never overwrites a file', async () => {
    expect(await run(home, 'backup', file())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('never overwritten'),
    });
  });

  it('is not restored beside the keys of another installation', async () => {
    const other = await temporaryFolder();
    await succeed(other, 'backup', join(place, 'other.tar.gz'));
    const refused = await run(other, 'restore', '--replace', file());
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('another installation') });
  });

  it('is restored again after a restore that was cut short, and is then as it was', async () => {
    // What a crash leaves while parts are being replaced.
    await writeFile(join(home, 'format.json'), JSON.stringify({ restoring: true }));
    await rm(join(home, 'store'), { recursive: true });
    const cut = await run(home, 'start', '--demo');
    expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining('was cut short') });
    await succeed(home, 'restore', file());
    const product = await start(home);
    expect(await product.casesOf(buyer.address)).toEqual(cases);
    expect(await product.stop()).toBe(0);
  }, 60_000);
});
