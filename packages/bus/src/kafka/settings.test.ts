import { messageOf } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { type KafkaSettings, kafkaSettings } from './index.ts';

describe('the address of Kafka', () => {
  it.each<{ name: string; text: string; expected: KafkaSettings }>([
    { name: 'one broker', text: 'kafka:9093', expected: { brokers: ['kafka:9093'] } },
    { name: 'the port that Kafka has by itself', text: 'kafka', expected: { brokers: ['kafka:9092'] } },
    { name: 'several brokers', text: 'a:1, b:2,[::1]:3', expected: { brokers: ['a:1', 'b:2', '[::1]:3'] } },
    { name: 'a scheme', text: 'kafka://a:1,b/', expected: { brokers: ['a:1', 'b:9092'] } },
    {
      name: 'user and password, for PLAIN',
      text: 'kafka://facteur:se%20cret@a:1',
      expected: { brokers: ['a:1'], sasl: { mechanism: 'plain', username: 'facteur', password: 'se cret' } },
    },
    {
      name: 'a password with @, : and ? in it',
      text: 'kafka://u:p@s:s?/w@a:1,b:2?mechanism=SCRAM-SHA-256',
      expected: { brokers: ['a:1', 'b:2'], sasl: { mechanism: 'scram-sha-256', username: 'u', password: 'p@s:s?/w' } },
    },
    { name: 'TLS', text: 'kafka+ssl://a:1', expected: { brokers: ['a:1'], tls: {} } },
    {
      name: 'TLS with certificates, and SCRAM',
      text: 'kafka+ssl://u:p@a:1?ca=/c/ca.pem&cert=/c/me.pem&key=/c/me.key&mechanism=scram-sha-512',
      expected: {
        brokers: ['a:1'],
        tls: { caFile: '/c/ca.pem', certFile: '/c/me.pem', keyFile: '/c/me.key' },
        sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
      },
    },
  ])('may say $name', ({ text, expected }) => {
    expect(kafkaSettings(text)).toEqual(expected);
  });

  it.each([
    { name: 'nothing', text: '', says: 'broker 1 of 1' },
    { name: 'an empty broker', text: 'a:1,,b:2', says: 'broker 2 of 3' },
    { name: 'a port that is none', text: 'kafka://a:70000', says: 'broker 1 of 1' },
    { name: 'a password where a port belongs', text: 'kafka://bob:secret', says: 'broker 1 of 1' },
    { name: 'another scheme', text: 'https://u:secret@a:1', says: 'scheme' },
    { name: 'credentials without a scheme', text: 'u:secret@a:1', says: 'kafka://' },
    { name: 'a user without a password', text: 'kafka://secret@a:1', says: 'user:password' },
    { name: 'an unknown mechanism', text: 'kafka://u:secret@a:1?mechanism=gssapi', says: 'scram-sha-512' },
    { name: 'a mechanism without a user', text: 'kafka://a:1?mechanism=plain', says: 'no user' },
    { name: 'an unknown parameter', text: 'kafka+ssl://u:secret@a:1?cafile=/secret', says: 'ca, cert, key' },
    { name: 'a certificate without TLS', text: 'kafka://u:secret@a:1?ca=/c', says: 'kafka+ssl://' },
    { name: 'a certificate without its key', text: 'kafka+ssl://a:1?cert=/c', says: 'go together' },
    { name: 'a parameter without a value', text: 'kafka+ssl://u:secret@a:1?ca=', says: 'ca is empty' },
    { name: 'a broken escape', text: 'kafka://u:secret%zz@a:1', says: '%25' },
  ])('may not say $name, and is refused without a word of the password', ({ text, says }) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
    expect(messageOf(refusal)).toContain(says);
    expect(messageOf(refusal)).not.toContain('secret');
  });

  function refusalOf(text: string): unknown {
    try {
      return kafkaSettings(text);
    } catch (error) {
      return error;
    }
  }
});
