import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  caseOfMessageId,
  caseOfReplyTag,
  replyAddress,
  replyMessageId,
  replyToken,
  returnAddress,
  sentReplyOfMessageId,
  sentReplyOfTag,
  sideAddress,
  sideOfTag,
} from './reply-address.ts';

const keysOf = (secret: string) => ({
  digest: (purpose: string, value: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${value}`).digest('base64url').slice(0, 22),
});
const keys = keysOf('ours');
const NUMBER = '7Q2K-9MXD-Y';
const SAV = 'sav@boutique.example';
const tagOf = (address: string): string => /\+(.*)@/.exec(address)?.[1] ?? '';

describe('the signed reply address', () => {
  const address = replyAddress(keys, SAV, NUMBER);
  const tag = tagOf(address);

  it('is the mailbox with a tag that fits every mail server', () => {
    expect(address).toMatch(/^sav\+7q2k9mxdy\.[a-z0-9]{12}@boutique\.example$/);
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
  });

  it.each([
    { name: 'as it was', written: tag },
    { name: 'in capitals', written: tag.toUpperCase() },
    { name: 'in mixed letters', written: tag.replaceAll(/[a-f]/g, (letter) => letter.toUpperCase()) },
  ])('names its case $name', ({ written }) => {
    expect(caseOfReplyTag(keys, written)).toBe(NUMBER);
  });

  it.each([
    { name: 'without a signature', written: '7q2k9mxdy' },
    { name: 'with an empty signature', written: '7q2k9mxdy.' },
    { name: 'with a signature cut short', written: tag.slice(0, -1) },
    { name: 'with one letter more', written: `${tag}a` },
    { name: 'with one letter changed', written: `${tag.slice(0, -1)}${tag.endsWith('a') ? 'b' : 'a'}` },
    { name: 'with another case’s signature', written: tagOf(replyAddress(keys, SAV, '2222-2222-2')) },
    { name: 'signed by another company', written: tagOf(replyAddress(keysOf('theirs'), SAV, NUMBER)) },
    { name: 'with a wrong check character', written: tag.replace('7q2k9mxdy', '7q2k9mxd4') },
    { name: 'of something else', written: 'promo.noel' },
    { name: 'of nothing', written: '' },
  ])('names no case of ours $name', ({ written }) => {
    expect(caseOfReplyTag(keys, written)).not.toBe(NUMBER);
  });
});

describe('the address of a side conversation', () => {
  const side = { caseNumber: NUMBER, conversation: 'k3v9x2m1p0q8' };
  const tag = tagOf(sideAddress(keys, SAV, side));

  it('names its case and conversation, in any letters, and fits every mail server', () => {
    expect(sideOfTag(keys, tag)).toEqual(side);
    expect(sideOfTag(keys, tag.toUpperCase())).toEqual(side);
    expect(`sav+${tag}`.length).toBeLessThanOrEqual(64);
  });

  it('gives no right to take part in the case', () => {
    expect(caseOfReplyTag(keys, tag)).toBeUndefined();
    expect(sentReplyOfTag(keys, tag)).toBeUndefined();
  });

  it.each([
    { name: 'the case’s own address', written: tagOf(replyAddress(keys, SAV, NUMBER)) },
    { name: 'where a reply comes back to', written: tagOf(returnAddress(keys, SAV, NUMBER, 'reply-1')) },
    { name: 'another conversation under the same signature', written: tag.replace('k3v9', 'k3v8') },
    { name: 'another case under the same signature', written: tag.replace('7q2k9mxdy', '222222222') },
    { name: 'another company’s', written: tagOf(sideAddress(keysOf('theirs'), SAV, side)) },
    { name: 'nothing', written: '' },
  ])('is not $name', ({ written }) => {
    expect(sideOfTag(keys, written)).toBeUndefined();
  });
});

describe('the Message-ID of a reply', () => {
  const id = replyMessageId(keys, SAV, NUMBER, 'reply-1');

  it('is the same for the same reply, and another for another one', () => {
    expect(id).toMatch(/^<7q2k-9mxd-y\.[\w-]{22}\.[a-z0-9]{12}@boutique\.example>$/);
    expect(replyMessageId(keys, SAV, NUMBER, 'reply-1')).toBe(id);
    expect(replyMessageId(keys, SAV, NUMBER, 'reply-2')).not.toBe(id);
  });

  it.each([
    { name: 'ours', messageId: id, expected: NUMBER },
    { name: 'ours in capitals', messageId: id.toUpperCase(), expected: NUMBER },
    { name: 'one that only looks like a number', messageId: '<7q2k-9mxd-4.x@y.example>', expected: undefined },
    { name: 'someone else’s', messageId: '<CAF123@mail.example>', expected: undefined },
    { name: 'one with a number further on', messageId: `<x.${id.slice(1)}`, expected: undefined },
  ])('tells its case: $name', ({ messageId, expected }) => {
    expect(caseOfMessageId(messageId)).toBe(expected);
  });
});

describe('a reply that comes back', () => {
  const id = replyMessageId(keys, SAV, NUMBER, 'reply-1');
  const sent = { caseNumber: NUMBER, token: replyToken(keys, 'reply-1') };
  const address = returnAddress(keys, SAV, NUMBER, 'reply-1');

  it.each([
    { name: 'as it was', messageId: id },
    { name: 'in capitals', messageId: id.toUpperCase() },
  ])('is known by its Message-ID $name', ({ messageId }) => {
    expect(sentReplyOfMessageId(keys, messageId)).toEqual(sent);
  });

  it.each([
    { name: 'another company’s', messageId: replyMessageId(keysOf('theirs'), SAV, NUMBER, 'reply-1') },
    { name: 'one of another case', messageId: id.replace('7q2k-9mxd-y', '2222-2222-2') },
    { name: 'one with another reply’s signature', messageId: id.replace(/[a-z0-9]{12}@/, 'aaaaaaaaaaaa@') },
    { name: 'one without a signature', messageId: id.replace(/\.[a-z0-9]{12}@/, '@') },
    { name: 'nothing', messageId: '' },
  ])('is not known by a Message-ID that we did not make: $name', ({ messageId }) => {
    expect(sentReplyOfMessageId(keys, messageId)).toBeUndefined();
  });

  it('is known by the address that it comes back to, which also names its case', () => {
    expect(address).toMatch(/^sav\+7q2k9mxdy\.[a-z0-9]{12}\.[a-z0-9]{12}@boutique\.example$/);
    expect(sentReplyOfTag(keys, tagOf(address))).toEqual(sent);
    expect(caseOfReplyTag(keys, tagOf(address))).toBe(NUMBER);
  });

  it.each([
    { name: 'the reply address, which names no reply', tag: tagOf(replyAddress(keys, SAV, NUMBER)) },
    { name: 'another company’s', tag: tagOf(returnAddress(keysOf('theirs'), SAV, NUMBER, 'reply-1')) },
    { name: 'nothing', tag: '' },
  ])('is not known by $name', ({ tag }) => {
    expect(sentReplyOfTag(keys, tag)).toBeUndefined();
  });

  it('comes back to the mailbox where its own address would be too long', () => {
    const long = `${'service-clients-'.repeat(3)}@boutique.example`;
    expect(returnAddress(keys, long, NUMBER, 'reply-1')).toBe(long);
  });
});
