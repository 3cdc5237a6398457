import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chooseMongodb } from './choose.ts';
import type { Environment } from './environment.ts';
import { openKafka, openMongodb, openPart, type Ways } from './open.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const noHome = () => Promise.reject(new Error('Nothing may be started'));

describe('opening a part', () => {
  const folder = temporaryFolder();
  const nothing: Environment = {
    isRealRequired: false,
    cacheFolder: join(folder, 'empty'),
    dockerHost: 'unix:///nowhere',
    path: '',
  };

  /** A folder of programs of which each does what the shell is told. */
  function machineWith(programs: Readonly<Record<string, string>>): Environment {
    const path = join(folder, Object.keys(programs).join('-'));
    mkdirSync(path);
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(path, name), 0o755);
    }
    return { ...nothing, path };
  }

  it('takes the addresses of the environment as they are', async () => {
    const kafka = await openKafka({ ...nothing, kafkaBrokers: 'a:1, b:2' }, noHome);
    expect(kafka.real).toEqual({ at: { brokers: ['a:1', 'b:2'] } });
    const mongodb = await openMongodb({ ...nothing, mongodbUri: 'mongodb://c' }, noHome);
    expect(mongodb.real).toEqual({ at: { uri: 'mongodb://c', engine: 'mongodb' } });
  });

  it('says what is missing where there is nothing', async () => {
    const kafka = await openKafka(nothing, noHome);
    expect(kafka.real).toEqual({ missing: expect.stringMatching(/^Kafka: needs Docker.*there is no Java/) });
    const mongodb = await openMongodb(nothing, noHome);
    expect(mongodb.real).toEqual({ missing: expect.stringMatching(/^MongoDB: needs Docker.*there is no Go/) });
  });

  it('says that Kafka is missing, and why, when it cannot be fetched', async () => {
    const environment = machineWith({
      java: `echo 'openjdk version "21.0.1"' >&2`,
      mvn: 'echo "Unknown host"; exit 1',
    });
    const { real } = await openKafka(environment, noHome);
    expect(real).toEqual({ missing: expect.stringMatching(/^Kafka: Maven could not fetch it: [\s\S]*Unknown host$/) });
  });

  it('says that MongoDB is missing, and why, when it cannot be built', async () => {
    const { real } = await openMongodb(machineWith({ go: 'echo "no such module" >&2; exit 1' }), noHome);
    expect(real).toEqual({
      missing: expect.stringMatching(/^MongoDB: Go could not build FerretDB: [\s\S]*no such module$/),
    });
  });

  it('starts a server on this machine when Docker cannot, and says so when neither can', async () => {
    const ways: Ways<string> = {
      at: (address) => address,
      container: () => Promise.reject(new Error('no such image')),
      server: async () => ({ at: 'this machine', stop: async () => undefined }),
    };
    const facts = { isDockerUp: true, hasGo: true, isCached: false };
    expect((await openPart(facts, chooseMongodb, ways)).real).toEqual({ at: 'this machine' });
    expect((await openPart({ ...facts, hasGo: false }, chooseMongodb, ways)).real).toEqual({
      missing: expect.stringMatching(/^MongoDB: needs Docker.*there is no Go.*no such image$/),
    });
  });
});
