/** Several connectors as one: calls go to whichever declares the operation. */
import { AppError } from '@facteur/primitives';
import type { Connector, Operation } from './connector.ts';

/**
 * One connector with the operations of all, which closes them with it.
 * @throws AppError `CONFIG_INVALID` when two declare the same operation, or a status operation is nowhere declared
 */
export function combineConnectors(connectors: readonly Connector[]): Connector {
  const owners = new Map<string, Connector>();
  for (const connector of connectors) {
    for (const { name } of connector.operations) {
      const other = owners.get(name);
      if (other !== undefined)
        throw invalid(`Operation ${name} is declared by both ${other.name} and ${connector.name}`);
      owners.set(name, connector);
    }
  }
  const operations = connectors.flatMap((connector) => connector.operations);
  checkStatusOperations(operations, owners);
  return {
    name: connectors.map(({ name }) => name).join('+'),
    operations,
    async call(request) {
      const owner = owners.get(request.operation);
      if (owner === undefined) throw unknownOperation(request.operation, [...owners.keys()]);
      return owner.call(request);
    },
    async close() {
      await Promise.all(connectors.map((connector) => connector.close()));
    },
  };
}

/** The error of a call to an operation that no connector declares. */
export function unknownOperation(name: string, known: readonly string[]): AppError {
  return new AppError('BAD_INPUT', `No connector has the operation ${name}; there are ${known.join(', ')}`, {
    operation: name,
  });
}

function checkStatusOperations(operations: readonly Operation[], owners: ReadonlyMap<string, unknown>): void {
  for (const { name, status } of operations) {
    if (status !== undefined && !owners.has(status)) {
      throw invalid(`Operation ${name} names ${status} as its status operation, which no connector declares`);
    }
  }
}

function invalid(message: string): AppError {
  return new AppError('CONFIG_INVALID', message);
}
