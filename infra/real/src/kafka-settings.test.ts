import { describe, expect, it } from '@jest/globals';
import { type KafkaSecurity, kafkaSettings } from './kafka-settings.ts';

function settingsFor(security: KafkaSecurity): string[] {
  return kafkaSettings({
    ports: { client: 1, internal: 2, controller: 3 },
    folder: '/kafka',
    security,
    user: { username: 'someone', password: 'secret' },
  }).split('\n');
}

describe('the settings of Kafka', () => {
  it.each([
    { security: 'none' as const, protocol: 'PLAINTEXT' },
    { security: 'sasl-plain' as const, protocol: 'SASL_PLAINTEXT' },
    { security: 'tls' as const, protocol: 'SSL' },
  ])('ask of clients $protocol for $security, and nothing of the broker itself', ({ security, protocol }) => {
    expect(settingsFor(security)).toContain(
      `listener.security.protocol.map=CLIENT:${protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    );
  });

  it('never make a topic by themselves', () => {
    expect(settingsFor('none')).toContain('auto.create.topics.enable=false');
  });

  it('leave alone when Kafka writes to disk', () => {
    expect(settingsFor('none').filter((line) => line.startsWith('log.flush'))).toEqual([]);
  });

  it('name the one user who is let in', () => {
    expect(settingsFor('sasl-plain').join('\n')).toContain('user_someone="secret"');
    expect(settingsFor('none').join('\n')).not.toContain('secret');
  });
});
