/** The product's settings: `facteur.yaml` and the environment, which wins. One zod schema, every fault named at once. */
import { connectorConfigSchema } from '@facteur/connectors/settings';
import { SERVICES } from '@facteur/contracts';
import { filesSchema, imapSchema } from '@facteur/ingest/settings';
import { checkNames, type NumberPattern, readNumberPatterns } from '@facteur/nlu/numbers';
import { messageOf } from '@facteur/primitives';
import { z } from 'zod';

const duration = z.string().regex(/^\d{1,5}[smhd]$/, { error: 'expected a duration such as 5s, 15m, 4h or 2d' });
const portSchema = z.coerce.number().int().min(0).max(65_535);
const address = z.email().transform((text) => text.toLowerCase());

const mailboxSchema = z.strictObject({
  address: address.describe('The shared address'),
  name: z.string().min(1).describe('Shown as the sender and under each mail'),
  mode: z.enum(['auto', 'assist']).default('assist').describe('`assist`: an advisor validates every decision'),
  trust: z
    .enum(['local', 'proof'])
    .default('proof')
    .describe('`local`: a mail handed over by this machine is believed'),
  'authentication-servers': z
    .array(z.string())
    .optional()
    .describe('The own mail servers, whose Authentication-Results are believed; unset: none'),
  verify: z
    .boolean()
    .optional()
    .describe('Whether SPF, DKIM and DMARC are checked here where no own server has; unset: unless `trust` is `local`'),
  'spam-headers': z
    .array(z.string())
    .optional()
    .describe('Headers of the own spam filter: what they mark goes to quarantine'),
  templates: z
    .string()
    .min(1)
    .optional()
    .describe('Folder with `acknowledgement.fr.md`… in place of the product’s acknowledgement; unset: the product’s'),
  imap: imapSchema
    .optional()
    .describe('Where its mails are fetched from, besides those that come by SMTP (services/ingest/README.md)'),
});

const text = z.string().trim().min(1);

const numberSchema = z.strictObject({
  type: z
    .templateLiteral([z.string(), '-number'])
    .describe('What journeys call it: `order-number`, `booking-number`, `invoice-number`…'),
  pattern: text.describe(
    '`#` a digit, `@` a letter, `*` either; capitals and digits stand for themselves: `CMD-20##-#####`',
  ),
  check: z.enum(checkNames).optional().describe('Check digits'),
  near: z
    .array(text)
    .optional()
    .describe('Words of which one stands before it; needed by shapes that say little, `########`'),
});

/** One article that the company sells. */
export const productSchema = z.strictObject({
  id: text.describe('What journeys get'),
  name: text,
  aliases: z.array(text).optional().describe('Other names that customers use'),
});

const peersSchema = z.partialRecord(z.enum(SERVICES), z.url({ protocol: /^https?$/ }));

export const settingsSchema = z.strictObject({
  home: z.string().min(1).default('.facteur').describe('Data folder'),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: portSchema.default(8080),
      'behind-proxy': z
        .union([z.boolean(), z.stringbool()])
        .default(false)
        .describe('A proxy in front of it is believed about who asks, and whether over TLS (X-Forwarded-…)'),
    })
    .prefault({})
    .describe('API and pages'),
  smtp: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: portSchema.default(2525),
      tls: z
        .strictObject({ key: z.string().min(1), cert: z.string().min(1) })
        .optional()
        .describe('PEM files; with them STARTTLS is offered, by SMTP and by LMTP. Read at the start'),
      proxies: z
        .array(z.union([z.ipv4(), z.ipv6()], { error: 'expected an IP address' }))
        .optional()
        .describe('Addresses of proxies that begin each connection with a PROXY header (version 1); unset: none'),
    })
    .prefault({})
    .describe('Listener for incoming mail'),
  lmtp: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: portSchema.optional().describe('Unset: none'),
      path: z.string().min(1).optional().describe('A socket file instead of host and port'),
    })
    .prefault({})
    .describe('Listener for mail that an own server hands over, with an answer for each recipient (RFC 2033)'),
  'reply-limits': z
    .strictObject({
      'automatic-per-day': z.coerce.number().int().positive().optional().describe('Mails in 24 hours; unset: 20'),
      'exchanges-per-hour': z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .describe('Beyond it a loop is suspected; unset: 5'),
    })
    .optional()
    .describe('What the bot may send of itself to one address'),
  'acknowledge-within': duration
    .default('5s')
    .describe('How long an acknowledgement waits for an answer that says it as well; 0s: it leaves at once'),
  retry: z
    .strictObject({
      after: z.array(duration).min(1).optional().describe('Waits before each further attempt, the last repeated'),
      'give-up': duration.optional().describe('Unset: 48h'),
    })
    .optional()
    .describe(
      'When a mail is tried again that the SMTP server cannot take; unset: after 1m, 5m, 15m, 1h, 4h, then every 6h',
    ),
  metrics: z.strictObject({ host: z.string().default('127.0.0.1'), port: portSchema.default(9464) }).prefault({}),
  'kafka-brokers': z
    .string()
    .min(1)
    .optional()
    .describe(
      '`host:port,host:port`, or `kafka+ssl://user:password@host:port?mechanism=scram-sha-512`; unset: embedded',
    ),
  'kafka-prefix': z
    .string()
    .default('')
    .describe('Put before the names of topics and groups, so that installations can share a cluster'),
  'kafka-partitions': z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(12)
    .describe(
      'Of each topic; at most so many processes of a service share the work. Changed by `facteur topics migrate` only',
    ),
  'kafka-replicas': z.coerce.number().int().min(1).optional().describe('Unset: three, or as many as there are brokers'),
  'mongodb-uri': z.string().min(1).optional().describe('`mongodb://host/facteur`; unset: embedded'),
  'keys-mongodb-uri': z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the data keys are, apart from the data and its backups; unset: beside them, in a database of its own',
    ),
  peers: z
    .preprocess(fromPairs, peersSchema)
    .default({})
    .describe('Where the services that do not run in this process answer: their routes are passed on to them'),
  'smtp-url': z.url().optional().describe('Outgoing mail; unset: kept in the outbox'),
  'admin-token': z.string().min(16).optional().describe('Bearer token with the admin role; unset: made at each start'),
  journeys: z.string().min(1).optional().describe('Folder of journeys; unset: the shipped ones'),
  'demo-url': z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The demo back office that runs elsewhere (`facteur demo`); unset: one of its own'),
  'demo-data': z.string().min(1).optional().describe('Folder with the demo back office’s data; unset: the shipped one'),
  encoder: z
    .string()
    .min(1)
    .default('shipped')
    .describe('The sentence encoder: `shipped`, a folder with another one, or `none`: by words and letters alone'),
  log: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  'max-read-bytes': z.coerce
    .number()
    .int()
    .positive()
    .default(20 * 1024 * 1024),
  'min-free-bytes': z.coerce
    .number()
    .int()
    .nonnegative()
    .default(256 * 1024 * 1024),
  files: filesSchema
    .optional()
    .describe('What is done with the files that come with mails; unset: they are read, and not scanned for viruses'),
  numbers: z
    .array(numberSchema.superRefine(refuseUnreadable))
    .optional()
    .describe(
      'Shapes of the company’s own numbers; carriers’ parcel numbers are known. Unset: those of the demo company',
    ),
  products: z
    .union([text, z.array(productSchema)], {
      error: 'expected a list of { id, name, aliases }, or the file that holds it',
    })
    .optional()
    .describe(
      'What the company sells, found in mails in spite of typing errors; or a YAML or JSON file with that list',
    ),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'expected a country code such as FR' })
    .default('FR')
    .describe('ISO 3166: whose phones, addresses and currency are meant where a mail does not say'),
  connectors: z
    .array(connectorConfigSchema)
    .default([])
    .describe('The company’s systems: described by OpenAPI files, or modules (docs/connectors.md)'),
  mailboxes: z.array(mailboxSchema).min(1).optional().describe('Unset: the demo company’s, with --demo'),
});

/** The pattern's own reader says what is wrong with it. */
function refuseUnreadable(declared: z.infer<typeof numberSchema>, context: z.RefinementCtx): void {
  try {
    readNumberPatterns([patternOf(declared)]);
  } catch (error) {
    context.addIssue({ code: 'custom', path: ['pattern'], message: messageOf(error) });
  }
}

/** Declared shapes as the finder takes them. */
export function patternOf({ type, pattern, check, near }: z.infer<typeof numberSchema>): NumberPattern {
  return { type, pattern, ...(check && { check }), ...(near && { near }) };
}

/** `ingest=http://…,reply-composer=http://…` of the environment; anything else is left to the schema. */
function fromPairs(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const pairs = value.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.map(([service = '', ...url]) => [service, url.join('=')]));
}

export type Settings = z.infer<typeof settingsSchema>;
export type Mailbox = z.infer<typeof mailboxSchema>;

/** Environment variable → the setting it overrides. */
export const ENVIRONMENT: Readonly<Record<string, readonly [keyof Settings, string?]>> = {
  FACTEUR_HOME: ['home'],
  FACTEUR_HTTP_HOST: ['http', 'host'],
  FACTEUR_HTTP_PORT: ['http', 'port'],
  FACTEUR_HTTP_BEHIND_PROXY: ['http', 'behind-proxy'],
  FACTEUR_SMTP_HOST: ['smtp', 'host'],
  FACTEUR_SMTP_PORT: ['smtp', 'port'],
  FACTEUR_LMTP_HOST: ['lmtp', 'host'],
  FACTEUR_LMTP_PORT: ['lmtp', 'port'],
  FACTEUR_LMTP_PATH: ['lmtp', 'path'],
  FACTEUR_METRICS_HOST: ['metrics', 'host'],
  FACTEUR_METRICS_PORT: ['metrics', 'port'],
  FACTEUR_KAFKA_BROKERS: ['kafka-brokers'],
  FACTEUR_KAFKA_PREFIX: ['kafka-prefix'],
  FACTEUR_KAFKA_PARTITIONS: ['kafka-partitions'],
  FACTEUR_KAFKA_REPLICAS: ['kafka-replicas'],
  FACTEUR_MONGODB_URI: ['mongodb-uri'],
  FACTEUR_KEYS_MONGODB_URI: ['keys-mongodb-uri'],
  FACTEUR_PEERS: ['peers'],
  FACTEUR_SMTP_URL: ['smtp-url'],
  FACTEUR_ACKNOWLEDGE_WITHIN: ['acknowledge-within'],
  FACTEUR_ADMIN_TOKEN: ['admin-token'],
  FACTEUR_JOURNEYS: ['journeys'],
  FACTEUR_DEMO_DATA: ['demo-data'],
  FACTEUR_DEMO_URL: ['demo-url'],
  FACTEUR_ENCODER: ['encoder'],
  FACTEUR_LOG: ['log'],
  FACTEUR_MAX_READ_BYTES: ['max-read-bytes'],
  FACTEUR_MIN_FREE_BYTES: ['min-free-bytes'],
};

/** Whoever tries the product out writes often, and from one address. */
export const DEMO_REPLY_LIMITS = { 'automatic-per-day': 100, 'exchanges-per-hour': 20 } as const;

/** The demo company's mailboxes. Trusting the loopback is for trying out only; the start says so. */
export const DEMO_MAILBOXES: NonNullable<Settings['mailboxes']> = [
  { address: 'sav@boutique.example', name: 'La Boutique Claire', mode: 'auto', trust: 'local' },
  { address: 'reservation@hotel.example', name: 'Hôtel des Tilleuls', mode: 'auto', trust: 'local' },
];
