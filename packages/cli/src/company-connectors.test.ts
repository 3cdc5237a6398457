import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { companyCatalogue, openCompanyConnectors, operationsOf } from './company-connectors.ts';
import { loadSettings } from './load-settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facteur-connectors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DOCUMENT = `openapi: 3.1.0
info: { title: ERP, version: '1' }
servers: [{ url: 'https://erp.exemple.fr' }]
paths:
  /orders/{number}:
    get:
      operationId: findOrder
      parameters: [{ name: number, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: found
          content: { application/json: { schema: { type: object, properties: { status: { type: string } } } } }
`;

const settingsOf = (connector: string) => {
  writeFileSync(join(folder, 'erp.yaml'), DOCUMENT);
  writeFileSync(join(folder, 'facteur.yaml'), `connectors:\n  - ${connector}\n`);
  return loadSettings({ FACTEUR_CONFIG: join(folder, 'facteur.yaml') });
};
const described = (more = '') =>
  settingsOf(`{ name: erp, openapi: ${join(folder, 'erp.yaml')}, allow: [erp.exemple.fr]${more} }`);

describe('the company’s connectors', () => {
  it('give journeys their operations, with types, in place of the demo company’s', async () => {
    const catalogue = await companyCatalogue(described());
    expect(Object.keys(catalogue)).toEqual(['erp.findOrder']);
    expect(catalogue['erp.findOrder']).toMatchObject({
      effect: 'none',
      inputs: { number: { required: true, type: 'text' } },
      outputs: { status: 'text' },
    });
    expect(Object.keys(await companyCatalogue(loadSettings({})))).toContain('boutique.order');
  });

  it('stand beside the demo company’s where it plays along', async () => {
    const connectors = await openCompanyConnectors(described(), {});
    const names = Object.keys(operationsOf(connectors, true));
    expect(names).toEqual(expect.arrayContaining(['erp.findOrder', 'boutique.order']));
    await Promise.all(connectors.map((connector) => connector.close()));
  });

  it('are checked without their secrets, and not opened without them', async () => {
    const settings = described(', credentials: { type: bearer, token: env:ERP_TOKEN }');
    expect(Object.keys(await companyCatalogue(settings))).toEqual(['erp.findOrder']);
    await expect(openCompanyConnectors(settings, {})).rejects.toThrow(/ERP_TOKEN/);
  });

  it.each([
    {
      name: 'a name',
      connector: '{ name: ERP, openapi: erp.yaml }',
      says: /facteur\.yaml:2:\d+: connectors\.0\.name: a name is lower-case/,
    },
    {
      name: 'a secret that is written out',
      connector: '{ name: erp, openapi: erp.yaml, credentials: { type: bearer, token: s3cret } }',
      says: /connectors\.0\.credentials\.token: a secret is named, by env:NAME/,
    },
  ])('are refused at their place in the settings for $name', ({ connector, says }) => {
    expect(() => settingsOf(connector)).toThrow(says);
  });
});
