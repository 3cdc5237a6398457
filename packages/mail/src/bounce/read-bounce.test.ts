import { describe, expect, it } from '@jest/globals';
import { readMail } from '../read-mail.ts';

const ORIGINAL =
  'From: sav@boutique.example\nTo: lea@client.example\nMessage-ID: <ours@boutique.example>\nSubject: Votre commande\n\nBonjour';

function mail(headers: readonly string[], body: string): Buffer {
  const to = headers.some((line) => line.startsWith('To:')) ? [] : ['To: sav@boutique.example'];
  return Buffer.from([...headers, ...to, '', body].join('\n').replaceAll('\n', '\r\n'));
}

/** A delivery report (RFC 3464) with the fields of one or several recipients. */
function report(
  status: string,
  type = 'multipart/report; report-type=delivery-status',
  from = 'MAILER-DAEMON@mx.example',
): Buffer {
  const part = (kind: string, body: string): string => `--b\nContent-Type: ${kind}\n\n${body}\n`;
  const parts = [
    part('text/plain', 'Your message could not be delivered.'),
    part('message/delivery-status', `Reporting-MTA: dns; mx.example\n\n${status}`),
    part('message/rfc822', ORIGINAL),
  ];
  const headers = [
    `From: ${from}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Content-Type: ${type}; boundary=b`,
  ];
  return mail(headers, `${parts.join('')}--b--`);
}

describe('a delivery report', () => {
  it.each([
    {
      name: 'recipient, status, action and what the server said',
      raw: report(
        'Final-Recipient: rfc822; lea@client.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 No such\n user',
      ),
      bounce: { recipient: 'lea@client.example', status: '5.1.1', action: 'failed', diagnostic: '550 No such user' },
    },
    {
      name: 'the code in the diagnostic where the status says nothing',
      raw: report(
        'Final-Recipient: rfc822;lea@client.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 Full',
      ),
      bounce: { status: '5.2.2' },
    },
    {
      name: 'why it was tried until it was too old',
      raw: report(
        'Final-Recipient: rfc822;lea@client.example\nAction: failed\nStatus: 4.4.7\nDiagnostic-Code: smtp; 450 4.2.2 Full',
      ),
      bounce: { status: '4.2.2' },
    },
    {
      name: 'the address as written where the final one is none',
      raw: report(
        'Original-Recipient: rfc822;lea@client.example\nFinal-Recipient: x-local; lea\nAction: failed\nStatus: 5.1.1',
      ),
      bounce: { recipient: 'lea@client.example' },
    },
    {
      name: 'a delay',
      raw: report('Final-Recipient: rfc822;lea@client.example\nAction: delayed (will retry)\nStatus: 4.4.1'),
      bounce: { action: 'delayed', status: '4.4.1' },
    },
    {
      name: 'a success',
      raw: report('Final-Recipient: rfc822;lea@client.example\nAction: relayed\nStatus: 2.1.5'),
      bounce: { action: 'relayed', status: '2.1.5' },
    },
    {
      name: 'the recipient that failed among several',
      raw: report(
        'Final-Recipient: rfc822;ok@client.example\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822;lea@client.example\nAction: failed\nStatus: 5.7.1',
      ),
      bounce: {
        recipient: 'lea@client.example',
        status: '5.7.1',
        recipients: ['lea@client.example', 'ok@client.example'],
      },
    },
    {
      name: 'a report outside multipart/report',
      raw: report(
        'Final-Recipient: rfc822;lea@client.example\nAction: failed\nStatus: 5.1.1',
        'multipart/mixed',
        'gateway@mx.example',
      ),
      bounce: { recipient: 'lea@client.example', status: '5.1.1' },
    },
  ])('tells $name', async ({ raw, bounce }) => {
    const read = await readMail(raw);
    expect(read).toMatchObject({ kind: 'bounce', bounce });
    expect(read).not.toHaveProperty('forward');
  });
});

describe('a bounce in words', () => {
  const daemon = ['From: MAILER-DAEMON@mx.example', 'Return-Path: <>'];
  const cases = [
    {
      name: 'qmail',
      subject: 'failure notice',
      body: 'Hi. This is the qmail-send program at mx.example.\nI wasn’t able to deliver your message.\n\n<lea@client.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\nTo: autre@client.example',
      status: '5.1.1',
    },
    {
      name: 'Exim',
      subject: 'Mail delivery failed: returning message to sender',
      body: 'This is a permanent error. The following address(es) failed:\n\n  lea@client.example\n    SMTP error from remote mail server after RCPT TO:<lea@client.example>:\n    host mx.client.example [192.0.2.9]: 550 5.7.1 refused\n\n------ This is a copy of the message ------\n\nTo: lea@client.example',
      status: '5.7.1',
    },
    {
      name: 'sendmail',
      subject: 'Returned mail: see transcript for details',
      body: '   ----- The following addresses had permanent fatal errors -----\n<lea@client.example>\n    (reason: 553 5.3.0 no)\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<lea@client.example>\n<<< 553 5.3.0 no',
      status: '5.3.0',
    },
    {
      name: 'Exchange',
      subject: 'Non remis : Votre commande',
      body: 'Votre message n’a pas été remis aux destinataires suivants :\n\n      lea@client.example le 3/5/2026 10:12\n            Adresse inconnue <mx.example #5.1.1>',
      status: '5.1.1',
    },
    {
      name: 'Notes',
      subject: 'DELIVERY FAILURE: User Lea not listed',
      body: 'Your message\n\n  Subject: Votre commande\n\nwas not delivered to:\n\n  lea@client.example\n\nbecause:\n\n  User Lea not listed',
    },
    {
      name: 'a provider’s warning',
      subject: 'Delivery Status Notification (Delay)',
      body: 'THIS IS A WARNING MESSAGE ONLY.\n\nDelivery to the following recipient has been delayed:\n\n     lea@client.example\n\n450 4.2.2 mailbox full\n\n----- Original message -----\n\nTo: lea@client.example',
      status: '4.2.2',
      action: 'delayed',
    },
    {
      name: 'a server that names no one but sends the mail back',
      subject: 'Mail System Error - Returned Mail',
      body: `The mail could not be delivered.\n\n--- Original message follows ---\n\n${ORIGINAL}`,
    },
  ];
  it.each(cases)('of $name tells whom and why', async ({ subject, body, status, action = 'failed' }) => {
    const { kind, bounce } = await readMail(mail([...daemon, `Subject: ${subject}`], body));
    expect({ kind, recipient: bounce?.recipient, status: bounce?.status, action: bounce?.action }).toEqual({
      kind: 'bounce',
      recipient: 'lea@client.example',
      status,
      action,
    });
  });

  it('takes the header that names the recipient', async () => {
    const headers = ['From: relay@mx.example', 'X-Failed-Recipients: lea@client.example', 'Subject: hello'];
    expect(await readMail(mail(headers, 'No.'))).toMatchObject({ bounce: { recipient: 'lea@client.example' } });
  });

  it('reads the notification of a sending service, lines broken within strings too', async () => {
    const inner = JSON.stringify({
      notificationType: 'Bounce',
      bounce: {
        bouncedRecipients: [
          { emailAddress: 'lea@client.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 no' },
        ],
      },
    });
    const document = JSON.stringify({ Type: 'Notification', Message: inner });
    const broken = `${document.slice(0, 60)}\n${document.slice(60)}\n\n--\nTo stop these, visit https://x.example`;
    const read = await readMail(mail(['From: no-reply@service.example', 'Subject: Notification'], broken));
    expect(read).toMatchObject({ kind: 'bounce', bounce: { recipient: 'lea@client.example', status: '5.1.1' } });
  });
});

describe('the mail that came back', () => {
  const fields = 'Final-Recipient: rfc822; lea@client.example\nAction: failed\nStatus: 5.1.1';
  const daemon = ['From: MAILER-DAEMON@mx.example', 'Return-Path: <>', 'Subject: failure notice'];
  const words = '<lea@client.example>: 550 5.1.1 unknown user';
  it.each([
    { name: 'as a part', raw: report(fields) },
    {
      name: 'by its header fields alone',
      raw: Buffer.from(`${report(fields)}`.replace('message/rfc822', 'text/rfc822-headers')),
    },
    {
      name: 'in the text',
      raw: mail(daemon, `${words}\n\n--- Below this line is a copy of the message.\n\n${ORIGINAL}`),
    },
  ])('is named by its Message-ID: $name', async ({ raw }) => {
    expect((await readMail(raw)).bounce).toMatchObject({ returnedId: '<ours@boutique.example>' });
  });

  it('is not named where the bounce does not', async () => {
    expect((await readMail(mail(daemon, words))).bounce).not.toHaveProperty('returnedId');
  });
});

describe('a person who writes about a bounce', () => {
  it.each([
    {
      subject: 'TR: Undelivered Mail Returned to Sender',
      body: 'Que faire ?\n\n<sav@boutique.example>: 550 5.1.1 unknown',
    },
    { subject: 'Mail delivery failed', body: 'I got "550 5.1.1 user unknown". It could not be delivered, why?' },
    { subject: 'Colis', body: 'Mon colis was not delivered to lea@client.example.' },
  ])('is a human: "$subject"', async ({ subject, body }) => {
    const read = await readMail(mail(['From: lea@client.example', `Subject: ${subject}`], body));
    expect(read.kind).toBe('human');
    expect(read).not.toHaveProperty('bounce');
  });
});
