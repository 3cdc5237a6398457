/** What every adapter refuses before anything is sent. */
import { AppError } from '@facteur/primitives';
import type { CallRequest, Operation } from './connector.ts';

/** @throws AppError `BAD_INPUT` for a missing or undeclared input, an effect without a key, a key that no header can hold */
export function checkCall(operation: Operation, { input, idempotencyKey }: CallRequest): void {
  for (const [name, { required }] of Object.entries(operation.inputs)) {
    if (required && (input[name] === undefined || input[name] === null))
      throw badInput(operation, `needs the input ${name}`);
  }
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(operation.inputs, name)) throw badInput(operation, `has no input ${name}`);
  }
  if (operation.effect !== 'none' && idempotencyKey === undefined)
    throw badInput(operation, 'needs an idempotency key');
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw badInput(operation, 'needs an idempotency key of 1 to 255 printable ASCII characters');
  }
}

/** The error of a call that cannot be made. */
export function badInput(operation: Operation, what: string): AppError {
  return new AppError('BAD_INPUT', `Operation ${operation.name} ${what}`, { operation: operation.name });
}
