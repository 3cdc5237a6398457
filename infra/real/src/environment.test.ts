import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from './environment.ts';

describe('the environment', () => {
  it('says nothing of parts when nothing is set', () => {
    const { path, cacheFolder, ...rest } = readEnvironment({});
    expect(rest).toEqual({ isRealRequired: false });
    expect(cacheFolder).toMatch(/\.cache\/facteur$/);
    expect(path).toBe('');
  });

  it('takes an empty address as none', () => {
    expect(readEnvironment({ FACTEUR_KAFKA_BROKERS: '', FACTEUR_MONGODB_URI: '' })).toEqual(readEnvironment({}));
  });

  it('reads addresses, the cache and whether parts may be missing', () => {
    const variables = {
      FACTEUR_KAFKA_BROKERS: 'a:1,b:2',
      FACTEUR_MONGODB_URI: 'mongodb://c',
      FACTEUR_REQUIRE_REAL: '1',
      XDG_CACHE_HOME: '/cache',
    };
    expect(readEnvironment(variables)).toMatchObject({
      kafkaBrokers: 'a:1,b:2',
      mongodbUri: 'mongodb://c',
      isRealRequired: true,
      cacheFolder: '/cache/facteur',
    });
  });
});
