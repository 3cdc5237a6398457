/** What `facteur.yaml` says of a connector. */
import type { JsonObject } from '@facteur/primitives';
import { z } from 'zod';
import { credentialsSchema } from './openapi/credentials-config.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z\d-]{0,39}$/, 'a name is lower-case letters, digits and hyphens')
  .describe('The system, as journeys name it: `erp` in `erp.findOrder`');
const ms = z.int().min(1).max(600_000);

const openapi = z.strictObject({
  name,
  openapi: z.string().min(1).describe('File with the OpenAPI 3 document'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the system answers; unset: the first server of the document, whose host must then be in `allow`'),
  credentials: credentialsSchema.optional(),
  allow: z
    .array(z.string().regex(/^[^\s/@]+$/, 'a host, or host:port'))
    .default([])
    .describe(
      'Hosts that the connector may talk to; only these may have private addresses, or get credentials by http://',
    ),
  'timeout-ms': ms.optional().describe('Of a call; default 10 000'),
  'max-answer-bytes': z.int().min(1).optional().describe('Default 4 MiB'),
  breaker: z
    .strictObject({ failures: z.int().min(1).default(5), 'rest-ms': ms.default(30_000) })
    .prefault({})
    .describe('After so many failures in a row the system is left alone for so long'),
  rate: z
    .strictObject({
      'per-second': z.number().positive(),
      burst: z.int().min(1).optional(),
      'max-wait-ms': ms.optional(),
    })
    .optional()
    .describe('How many calls the system gets; unset: no limit'),
});

const module = z.strictObject({
  name,
  module: z.string().min(1).describe('File that exports `connector` or `openConnector`'),
  options: z
    .record(z.string(), z.json())
    .default({})
    .transform((options) => options as JsonObject)
    .describe('Given to `openConnector`'),
});

/** An entry of `connectors` in `facteur.yaml`. */
export const connectorConfigSchema = z.union([openapi, module]);
/** An entry of `connectors`, with its defaults. */
export type ConnectorConfig = z.infer<typeof connectorConfigSchema>;
/** An entry with an OpenAPI document. */
export type OpenApiConfig = z.infer<typeof openapi>;
