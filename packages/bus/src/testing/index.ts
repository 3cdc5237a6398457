/** What adapters of the bus are held to. */
export { describeBusContract } from './bus-contract.ts';
export { CONTRACT_TOPICS, type TestBus } from './test-bus.ts';
