/** The composer as a service: what operators see of mails that wait. */
import { replyRequested } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { openLog } from '@facteur/runtime';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openComposer } from './service.ts';
import { CASE, CONFIG, sampleRequest, storeOf } from './testing/sample-reply.ts';

let kernel: TestKernel;
let lines: string[];
let tried: number;
let isUp: boolean;
let composer: Awaited<ReturnType<typeof openComposer>>;
beforeEach(async () => {
  [tried, isUp, lines] = [0, false, []];
  kernel = await openTestKernel({ log: openLog({ destination: { write: (line) => lines.push(line) } }) });
  composer = await open();
});
afterEach(async () => {
  await composer.stop();
  await kernel.dispose();
});

async function open() {
  const opened = await openComposer({
    ...{ kernel: kernel.kernel(), parking: kernel.parking(), config: CONFIG, blobs: storeOf() },
    mailOut: {
      async send() {
        tried += 1;
        if (!isUp) throw new AppError('SMTP_UNREACHABLE', 'no answer', { retry: 'later' });
      },
      close: async () => {},
    },
    journeyByHash: () => Promise.reject(new AppError('JOURNEY_MISSING', 'none')),
  });
  await opened.start();
  return opened;
}

const waiting = async (): Promise<readonly string[]> => {
  const text = await kernel.kernel().metrics.registry.metrics();
  return text.split('\n').filter((line) => line.startsWith('facteur_mail_waiting{'));
};
const told = (): readonly object[] =>
  lines.map((line) => JSON.parse(line) as { msg: string }).filter(({ msg }) => msg.startsWith('a mail waits'));
const shows = (answer: number, server: number) => [
  `facteur_mail_waiting{for="answer"} ${answer}`,
  `facteur_mail_waiting{for="server"} ${server}`,
  `facteur_mail_waiting{for="advisor"} 0`,
];
const untilShown = (answer: number, server: number) =>
  kernel.until(async () => String(await waiting()) === String(shows(answer, server)));

describe('mails that wait', () => {
  it('are counted by what they wait for, after a restart as well', async () => {
    expect(await waiting()).toEqual(shows(0, 0));
    await kernel.send(replyRequested.about(CASE, sampleRequest()) as never);
    await untilShown(1, 0);
    await kernel.clock.advance(6_000);
    await untilShown(0, 1);
    expect(tried).toBe(3);
    await kernel.until(() => told().length > 0);
    expect(told()).toMatchObject([{ case: CASE, reply: 'reply-1', code: 'SMTP_UNREACHABLE', putOff: 1 }]);
    const stopping = composer.stop();
    await kernel.until(() => stopping.then(() => true));
    await kernel.restart();
    isUp = true;
    composer = await open();
    expect(await waiting()).toEqual(shows(0, 1));
    await kernel.clock.advance(61_000);
    await kernel.until(() => tried === 4);
    expect(await waiting()).toEqual(shows(0, 0));
  });
});
