/** A Kafka of one node on this machine: KRaft, broker and controller in one JVM. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCertificate } from './certificate.ts';
import { LEAST_JAVA } from './choose.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { freePorts } from './free-ports.ts';
import { type Home, ownHome } from './home.ts';
import { findJava } from './java.ts';
import { classPath, kafkaLibs } from './kafka-libs.ts';
import { requireKafka } from './kafka-ready.ts';
import { type KafkaPorts, type KafkaSecurity, type KafkaUser, kafkaSettings } from './kafka-settings.ts';
import { MissingError } from './missing.ts';
import type { KafkaAt } from './real.ts';
import { runProgram } from './run-program.ts';
import { type Server, startServer } from './server.ts';
import { untilPortsAreFree } from './until-ports-are-free.ts';

const READY_WITHIN_MS = 120_000;

/** The whole process holds about 340 MB when it is ready, and 420 MB after 200 000 messages of 1 kB. */
const JVM_OPTIONS = [
  '-Xms128m',
  '-Xmx320m',
  '-XX:+UseG1GC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
];

/** How the broker is to be. */
export interface KafkaOptions {
  /** What clients must do (default `none`). */
  readonly security?: KafkaSecurity;
}

/**
 * Starts a broker of one's own, on this machine's Java, and resolves once it serves consumer groups (6 to 10 s; the first time
 * also the download). Topics are not made by themselves. It ends with this process if nobody stops it before.
 * @throws MissingError without Java 17 or Kafka; Error with the end of its log when it does not start
 */
export async function startKafka(options: KafkaOptions = {}): Promise<Server<KafkaAt>> {
  return startKafkaIn(() => ownHome('kafka'), readEnvironment(), options);
}

/** The same in a home of the caller's choice, asked for again when the ports had been taken. */
export async function startKafkaIn(
  home: () => Promise<Home>,
  environment: Environment,
  { security = 'none' }: KafkaOptions = {},
): Promise<Server<KafkaAt>> {
  const java = await findJava(environment);
  if (java === undefined || java.major < LEAST_JAVA)
    throw new MissingError(`Kafka: needs Java ${LEAST_JAVA} (apt-get install openjdk-17-jre-headless)`);
  const program = { java: java.program, classPath: classPath(await kafkaLibs(environment)) };
  return untilPortsAreFree(async () => {
    const place = await home();
    const [client = 0, internal = 0, controller = 0] = await freePorts(3);
    try {
      return await startOn({ client, internal, controller }, place, program, security);
    } catch (error) {
      await rm(place.folder, { recursive: true, force: true });
      throw error;
    }
  });
}

interface Program {
  readonly java: string;
  readonly classPath: string;
}

async function startOn(ports: KafkaPorts, home: Home, program: Program, security: KafkaSecurity) {
  const { folder } = home;
  const user: KafkaUser = { username: 'facteur', password: randomBytes(12).toString('hex') };
  await mkdir(folder, { recursive: true });
  const tls = security === 'tls' ? { tls: { ca: await writeCertificate(folder) } } : {};
  const settings = join(folder, 'server.properties');
  await writeFile(settings, kafkaSettings({ ports, folder, security, user }), { mode: 0o600 });
  await format(program, settings);
  const brokers = [`127.0.0.1:${ports.client}`];
  return startServer<KafkaAt>(
    {
      name: 'Kafka',
      program: program.java,
      args: [...JVM_OPTIONS, '-cp', program.classPath, 'kafka.Kafka', settings],
      at: { brokers, ...tls, ...(security === 'sasl-plain' && { sasl: { mechanism: 'plain', ...user } }) },
      ready: () => requireKafka('127.0.0.1', ports.internal),
      readyWithinMs: READY_WITHIN_MS,
    },
    home,
  );
}

/** KRaft starts only on a folder that bears a cluster's id: 16 bytes in base64url, which must not begin like an option. */
async function format({ java, classPath: path }: Program, settings: string): Promise<void> {
  const clusterId = Buffer.concat([Buffer.of(0), randomBytes(15)]).toString('base64url');
  const args = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', path];
  await runProgram(java, [...args, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings]);
}
