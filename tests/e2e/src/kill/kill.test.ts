/** Nothing lost, nothing twice: the process is killed 50 times over a run of 500 mails. `FACTEUR_TEST_SEED` repeats a run. */

import { systemRandom } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from '../clean-up.ts';
import { writeCompany } from '../company.ts';
import { audit } from './audit.ts';
import { sendThroughKills } from './lives.ts';
import { correspondents, EXPECTED } from './mails.ts';

const MAILS = 500;
const KILLS = 50;

afterAll(cleanUp);

describe('A product that is killed', () => {
  it(`loses nothing and repeats nothing in ${MAILS} mails and ${KILLS} kills`, async () => {
    const seed = Number(process.env.FACTEUR_TEST_SEED ?? Math.floor(systemRandom.next() * 2 ** 32));
    console.log(`FACTEUR_TEST_SEED=${seed}`);
    const random = seededRandom(seed);
    const data = await temporaryFolder();
    const people = await correspondents(await writeCompany(data, MAILS), MAILS, random);
    expect(people.reduce((sum, { wish }) => sum + EXPECTED[wish].mails, 0)).toBe(MAILS);
    const options = { home: await temporaryFolder(), env: { FACTEUR_DEMO_DATA: data, FACTEUR_LOG: 'warn' } };
    const { product, story } = await sendThroughKills(people, { options, kills: KILLS, random });
    console.log(JSON.stringify(story));
    expect(story.acceptedAmongKills).toBeGreaterThan(0.9 * MAILS);
    await product.idle();
    expect(await audit(people, product)).toEqual([]);
    expect(await product.stop()).toBe(0);
  }, 480_000);
});
