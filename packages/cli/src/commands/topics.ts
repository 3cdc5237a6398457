/** `facteur topics`: the topics on Kafka. */
import { kafkaSettings, type Migration, migrateTopics } from '@facteur/bus/kafka';
import { DEAD_LETTER_TOPICS, GROUPS, TOPICS } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { Command } from 'commander';
import { loadSettings } from '../load-settings.ts';
import { busTopics } from '../open-bus.ts';

export function topicsCommand(): Command {
  return new Command('topics').description('The topics on Kafka').addCommand(migrateCommand());
}

function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Give every topic the partitions that FACTEUR_KAFKA_PARTITIONS says. Stop ingest, wait until nothing is behind (facteur doctor), stop the other services, run this, start all again',
    )
    .option('--dry-run', 'only say what would be done', false)
    .option('--json', 'as JSON', false)
    .action(async ({ dryRun, json }: { dryRun: boolean; json: boolean }) => {
      const settings = loadSettings(process.env);
      const brokers = settings['kafka-brokers'];
      if (brokers === undefined)
        throw new AppError(
          'CONFIG_INVALID',
          'Topics have partitions to migrate on Kafka only: set FACTEUR_KAFKA_BROKERS',
        );
      const migration = await migrateTopics({
        settings: kafkaSettings(brokers),
        topics: busTopics(settings),
        groups: GROUPS.map((name) => ({ name, topics: topicsOf(name) })),
        prefix: settings['kafka-prefix'],
        dryRun,
      });
      process.stdout.write(json ? `${JSON.stringify(migration)}\n` : said(migration, dryRun));
    });
}

function topicsOf(group: (typeof GROUPS)[number]): string[] {
  return [...TOPICS, ...DEAD_LETTER_TOPICS]
    .filter(({ consumers }) => consumers.includes(group))
    .map(({ name }) => name);
}

function said({ raise, unchanged, missing }: Migration, dryRun: boolean): string {
  const verb = dryRun ? 'would get' : 'has';
  const lines = [
    ...raise.map(({ topic, from, to }) => `${topic} ${verb} ${to} partitions instead of ${from}`),
    ...missing.map((topic) => `${topic} is missing: the next start makes it`),
    `${unchanged.length} topics are as they should be`,
  ];
  return `${lines.join('\n')}\n`;
}
