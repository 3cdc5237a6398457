import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestIngest, type TestIngest } from '../testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

describe('a mail of which only the header could be had', () => {
  it('opens a case that says how large it is, once', async () => {
    const header = Buffer.from('From: c@x.example\r\nSubject: Photos\r\nMessage-ID: <1@x.example>\r\n\r\n');
    const { caseNumber } = await ingest.receive(header, { wholeBytes: 90_000_000 });
    expect(await ingest.receive(header, { wholeBytes: 90_000_000 })).toMatchObject({ caseNumber, isNew: false });
    const [mail] = await ingest.received();
    expect(mail).toMatchObject({ subject: 'Photos', text: '' });
    expect(mail?.problems).toEqual([{ code: 'too-large', detail: '90000000 bytes: only its header was fetched' }]);
  });
});
