/** The product's settings: `facteur.yaml` and the environment, which wins. One zod schema, every fault named at once. */
import { z } from 'zod';

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
    .describe('Servers whose Authentication-Results are believed'),
});

export const settingsSchema = z.strictObject({
  home: z.string().min(1).default('.facteur').describe('Data folder'),
  http: z
    .strictObject({ host: z.string().default('127.0.0.1'), port: portSchema.default(8080) })
    .prefault({})
    .describe('API and pages'),
  smtp: z
    .strictObject({ host: z.string().default('127.0.0.1'), port: portSchema.default(2525) })
    .prefault({})
    .describe('Listener for incoming mail'),
  metrics: z.strictObject({ host: z.string().default('127.0.0.1'), port: portSchema.default(9464) }).prefault({}),
  'smtp-url': z.url().optional().describe('Outgoing mail; unset: kept in the outbox'),
  'admin-token': z.string().min(16).optional().describe('Bearer token with the admin role; unset: made at each start'),
  journeys: z.string().min(1).optional().describe('Folder of journeys; unset: the shipped ones'),
  'demo-data': z.string().min(1).optional().describe('Folder with the demo back office’s data; unset: the shipped one'),
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
  mailboxes: z.array(mailboxSchema).min(1).optional().describe('Unset: the demo company’s, with --demo'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Environment variable → the setting it overrides. */
export const ENVIRONMENT: Readonly<Record<string, readonly [keyof Settings, string?]>> = {
  FACTEUR_HOME: ['home'],
  FACTEUR_HTTP_HOST: ['http', 'host'],
  FACTEUR_HTTP_PORT: ['http', 'port'],
  FACTEUR_SMTP_HOST: ['smtp', 'host'],
  FACTEUR_SMTP_PORT: ['smtp', 'port'],
  FACTEUR_METRICS_HOST: ['metrics', 'host'],
  FACTEUR_METRICS_PORT: ['metrics', 'port'],
  FACTEUR_SMTP_URL: ['smtp-url'],
  FACTEUR_ADMIN_TOKEN: ['admin-token'],
  FACTEUR_JOURNEYS: ['journeys'],
  FACTEUR_DEMO_DATA: ['demo-data'],
  FACTEUR_LOG: ['log'],
  FACTEUR_MAX_READ_BYTES: ['max-read-bytes'],
  FACTEUR_MIN_FREE_BYTES: ['min-free-bytes'],
};

/** The demo company's mailboxes. Trusting the loopback is for trying out only; the start says so. */
export const DEMO_MAILBOXES: NonNullable<Settings['mailboxes']> = [
  { address: 'sav@boutique.example', name: 'La Boutique Claire', mode: 'auto', trust: 'local' },
  { address: 'reservation@hotel.example', name: 'Hôtel des Tilleuls', mode: 'auto', trust: 'local' },
];
