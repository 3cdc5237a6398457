/** The command line against a running product, and without one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Case } from './api.ts';
import { temporaryFolder } from './clean-up.ts';
import { compose } from './mail.ts';
import { type Ended, runCommand } from './program.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { unclear, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

function run(...args: readonly string[]): Promise<Ended> {
  return runCommand(args, { home: shop.product.home });
}

const lines = ({ stdout }: Ended): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

async function newMail(text = whereIs): Promise<{ address: string; raw: Buffer }> {
  const { address, small } = shop.next();
  return { address, raw: await compose({ from: address, subject: 'Bonjour', text: text(small) }) };
}

async function received(text = whereIs): Promise<string> {
  const { raw } = await newMail(text);
  const { body } = await shop.product.post<{ caseNumber: string }>('/api/v1/mail', raw);
  await shop.product.idle();
  return body.caseNumber;
}

describe('facteur import', () => {
  it('takes a folder of mails, folders below it as well, once', async () => {
    const folder = await temporaryFolder();
    const mails = [await newMail(), await newMail(), await newMail()];
    await mkdir(join(folder, 'below'));
    for (const [index, { raw }] of mails.entries())
      await writeFile(join(folder, index === 2 ? 'below' : '', `${index}.eml`), raw);
    const first = await run('import', '--json', folder);
    expect({ code: first.code, count: lines(first).length }).toEqual({ code: 0, count: 3 });
    expect(lines(first)).toEqual(Array(3).fill(expect.objectContaining({ isNew: true })));
    const again = await run('import', '--json', folder);
    expect(lines(again)).toEqual(Array(3).fill(expect.objectContaining({ isNew: false })));
    await shop.product.idle();
    for (const { address } of mails) expect(await shop.product.outboxTo(address)).toHaveLength(1);
  });

  it('takes an .mbox', async () => {
    const file = join(await temporaryFolder(), 'archive.mbox');
    const mails = [await newMail(), await newMail()];
    const entries = mails.map(
      ({ raw }) => `From x@y Sun Nov 22 09:12:00 2026\n${String(raw).replaceAll('\r\n', '\n')}\n`,
    );
    await writeFile(file, entries.join(''));
    const ended = await run('import', '--json', file);
    expect({ code: ended.code, count: lines(ended).length }).toEqual({ code: 0, count: 2 });
    await shop.product.idle();
    for (const { address } of mails) expect(await shop.product.outboxTo(address)).toHaveLength(1);
  });

  it('of a file that is not there fails and names it', async () => {
    const { code, stderr } = await run('import', '/nowhere/mail.eml');
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('/nowhere/mail.eml');
    expect(stderr).not.toMatch(/\n\s+at \S/);
  });
});

describe('facteur outbox', () => {
  it('prints each mail as a JSON line, and as text', async () => {
    const number = await received();
    const mails = lines(await run('outbox', '--json')) as { subject: string; to: string[]; text: string }[];
    const own = mails.filter(({ subject }) => subject.includes(number));
    expect(own).toHaveLength(1);
    for (const { to, text } of own)
      expect({ to: to.length, isThere: text.length > 50 }).toEqual({ to: 1, isThere: true });
    expect((await run('outbox')).stdout).toContain(`[${number}]`);
  });
});

describe('facteur case', () => {
  it('shows a timeline to people and to programs', async () => {
    const number = await received();
    const text = (await run('case', number.toLowerCase())).stdout;
    expect(text).toContain(`Case ${number}`);
    expect(text).toMatch(/mail\.received[\s\S]*mail\.understood[\s\S]*reply\.sent/);
    const found = JSON.parse((await run('case', number, '--json')).stdout) as Case;
    expect({ number: found.number, status: found.status }).toEqual({ number, status: 'closed' });
    expect(found.timeline.length).toBeGreaterThan(4);
  });

  it.each(['UVMU-9A4U-F', 'hello'])('fails for a case that is not there: %s', async (number) => {
    const { code, stderr } = await run('case', number);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/^facteur: .+/);
    expect(stderr).not.toMatch(/\n\s+at \S/);
  });
});

describe('facteur reviews', () => {
  it('lists what waits, and decides it', async () => {
    const number = await received(unclear);
    const open = JSON.parse((await run('reviews', '--json')).stdout) as { reviewId: string; caseNumber: string }[];
    const id = open.find(({ caseNumber }) => caseNumber === number)?.reviewId ?? '';
    expect((await run('reviews')).stdout).toContain(id);
    expect(await run('reviews', 'decide', id, '--intent', 'suivi-commande')).toMatchObject({ code: 0 });
    await shop.product.idle();
    expect((await shop.product.case(number)).status).toBe('closed');
    expect((await run('reviews', 'decide', id, '--close', 'resolved')).code).toBeGreaterThan(0);
  });
});

describe('facteur journeys check', () => {
  it('finds nothing wrong in the shipped journeys', async () => {
    const { code, stdout } = await run('journeys', 'check', '--json');
    const { journeys, problems } = JSON.parse(stdout) as { journeys: { name: string }[]; problems: unknown[] };
    expect({ code, problems }).toEqual({ code: 0, problems: [] });
    expect(journeys).toHaveLength(10);
  });

  it('names each fault as file:line:col, in the author’s language', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'essai'));
    await writeFile(join(folder, 'essai', 'journey.yaml'), 'journey: essai\nintent: essai\nrisque: 1%\n');
    const french = await run('journeys', 'check', folder);
    expect(french.code).toBeGreaterThan(0);
    expect(french.stdout).toMatch(/essai\/journey\.yaml:3:1: .*risque/);
    const english = await run('journeys', 'check', folder, '--lang', 'en');
    expect(english.stdout).toMatch(/essai\/journey\.yaml:3:1: .*risque/);
    expect(english.stdout).not.toBe(french.stdout);
  });
});

describe('facteur doctor and dlq', () => {
  it('find everything in order', async () => {
    const doctor = await run('doctor', '--json');
    const findings = JSON.parse(doctor.stdout) as { check: string; isFine: boolean }[];
    expect(doctor.code).toBe(0);
    expect(findings.filter(({ isFine }) => !isFine)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['instance', 'backlog', 'disk']));
    expect(lines(await run('dlq', 'list', '--json'))).toEqual([[]]);
  });
});

describe('A command', () => {
  it.each([['outbox'], ['reviews'], ['case', 'UVMU-9A4U-F'], ['dlq', 'list'], ['import', '.']])(
    'says how to start the product when nothing runs: %s',
    async (...args) => {
      const { code, stderr } = await runCommand(args, { home: await temporaryFolder() });
      expect(code).toBe(1);
      expect(stderr).toContain('npm start');
      expect(stderr).not.toMatch(/\n\s+at \S/);
    },
  );

  it.each(['start', 'import', 'outbox', 'case', 'reviews', 'journeys', 'dlq', 'doctor', 'bench'])(
    'explains itself with --help: %s',
    async (name) => {
      const { code, stdout } = await run(name, '--help');
      expect({ code, isThere: stdout.startsWith(`Usage: facteur ${name}`) }).toEqual({ code: 0, isThere: true });
    },
  );
});
