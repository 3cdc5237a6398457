/** The connectors that `facteur.yaml` names, and what journeys may call. */
import { type Connector, openConnectors } from '@facteur/connectors';
import { demoOperations } from '@facteur/connectors/demo';
import { catalogueOf } from '@facteur/journey-orchestrator';
import type { OperationCatalogue } from '@facteur/journeys';
import { systemClock } from '@facteur/primitives';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Settings } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** @throws AppError `CONFIG_INVALID` for a file that cannot be used or a secret that is missing */
export function openCompanyConnectors(settings: Settings, env: Env): Promise<readonly Connector[]> {
  return openConnectors(settings.connectors, { env, clock: systemClock, parseYaml });
}

/** Operations of `connectors`, and of the demo company where it plays along. */
export function operationsOf(connectors: readonly Connector[], withDemo: boolean): OperationCatalogue {
  const operations = connectors.flatMap((connector) => connector.operations);
  return catalogueOf({ operations: [...operations, ...(withDemo ? demoOperations : [])] });
}

/**
 * What journeys may call, for commands that make no call: secrets need not be there. Without connectors of its own the company is the demo
 * one.
 */
export async function companyCatalogue(settings: Settings): Promise<OperationCatalogue> {
  const withoutSecrets = new Proxy<Env>({}, { get: () => 'not needed' });
  const connectors = await openCompanyConnectors(settings, withoutSecrets);
  await Promise.all(connectors.map((connector) => connector.close()));
  return operationsOf(connectors, connectors.length === 0);
}

function parseYaml(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) throw new Error(fault.message.split('\n')[0]);
  return {
    value: document.toJS() as unknown,
    lineOf: (path: readonly (string | number)[]) => {
      const node = document.getIn(path, true);
      return lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0).line;
    },
  };
}
