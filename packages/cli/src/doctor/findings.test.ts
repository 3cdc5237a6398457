import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkClock } from './clocks.ts';
import { type Status, statusFindings } from './instance.ts';
import { checkJourneys } from './journeys.ts';

const ASKED = 1_000_000;
const SOUND: Status = {
  lag: { ingest: 0 },
  deadLetters: 0,
  freeBytes: 1e9,
  effectsHeld: 0,
  heldSince: null,
  now: new Date(ASKED).toISOString(),
};
const WATCHED = { mailbox: 'sav@x.example', folder: 'INBOX', state: 'watching', failure: null, quotaUsed: null };
const READING = { askedMs: ASKED, theirsMs: ASKED + 10, answeredMs: ASKED + 20 };

describe('doctor', () => {
  it('finds nothing wrong with a sound instance', () => {
    expect(statusFindings(SOUND, READING).filter(({ isFine }) => !isFine)).toEqual([]);
  });

  it.each([
    {
      name: 'a large backlog',
      status: { lag: { ingest: 6_000, 'human-handoff': 7_000 } },
      says: 'human-handoff (7000)',
    },
    { name: 'dead letters', status: { deadLetters: 2 }, says: 'facteur dlq list' },
    {
      name: 'held effects',
      status: { effectsHeld: 3, heldSince: '2026-11-22T09:00:00Z' },
      says: 'facteur effects list',
    },
    { name: 'a full disk', status: { freeBytes: 0 }, says: 'free some space' },
    {
      name: 'a mailbox that cannot be read',
      status: { mailIn: [{ ...WATCHED, failure: { message: 'imap.x refuses the sign-in' } }, WATCHED] },
      says: 'INBOX cannot be read: imap.x refuses the sign-in',
    },
    { name: 'a mailbox that is nearly full', status: { mailIn: [{ ...WATCHED, quotaUsed: 0.95 }] }, says: '95 % full' },
  ])('finds $name, and says what to do', ({ status, says }) => {
    const found = statusFindings({ ...SOUND, ...status }, READING).filter(({ isFine }) => !isFine);
    expect(found).toEqual([expect.objectContaining({ detail: expect.stringContaining(says) })]);
  });

  it('says so when the database does not tell how much room is left', () => {
    const found = statusFindings({ ...SOUND, freeBytes: Number.MAX_SAFE_INTEGER }, READING);
    expect(found.find(({ check }) => check === 'disk')).toMatchObject({
      isFine: true,
      detail: expect.stringContaining('does not tell'),
    });
  });

  it('tells of a hold that holds nothing, and does not find it wrong', () => {
    const found = statusFindings({ ...SOUND, heldSince: '2026-11-22T09:00:00Z' }, READING);
    expect(found.find(({ check }) => check === 'effects')).toMatchObject({
      isFine: true,
      detail: expect.stringContaining('release --all'),
    });
  });

  it.each([
    { name: 'read within the call', theirsMs: ASKED + 400, answeredMs: ASKED + 900, isFine: true },
    { name: 'a slow call cannot tell', theirsMs: ASKED + 60_000, answeredMs: ASKED + 60_000, isFine: true },
    { name: 'a little behind', theirsMs: ASKED - 5_000, answeredMs: ASKED, isFine: true },
    { name: 'far behind', theirsMs: ASKED - 5_001, answeredMs: ASKED, isFine: false },
    { name: 'far ahead', theirsMs: ASKED + 5_011, answeredMs: ASKED + 10, isFine: false },
  ])('says of a clock $name: fine $isFine', ({ theirsMs, answeredMs, isFine }) => {
    expect(checkClock('x', { askedMs: ASKED, theirsMs, answeredMs }).isFine).toBe(isFine);
  });
});

describe('doctor, of journeys,', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-doctor-'));
    await mkdir(join(folder, 'some', 'remboursement'), { recursive: true });
    await writeFile(join(folder, 'some', 'remboursement', 'journey.yaml'), '');
    await mkdir(join(folder, 'none', 'notes'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    { name: 'some', isFine: true, says: '1 in' },
    { name: 'none', isFine: false, says: 'FACTEUR_JOURNEYS' },
    { name: 'missing', isFine: false, says: 'cannot be read' },
  ])('finds $name', async ({ name, isFine, says }) => {
    const found = await checkJourneys(join(folder, name));
    expect(found).toMatchObject({ isFine, detail: expect.stringContaining(says) });
  });
});
