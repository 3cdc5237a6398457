/** The demo company's back office: orders, stock, customers and accounting, as a small HTTP system with its own durable state. */
export { demoConnector, demoOperations } from './demo-operations.ts';
export type { Fault, FaultPlan, FaultSubject } from './faults.ts';
export { type BackOffice, type BackOfficeOptions, openBackOffice } from './open-back-office.ts';
export { shippedDataFolder } from './read-data.ts';
