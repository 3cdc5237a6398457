/** What adapters of the bus are held to. */
export { CONTRACT_TOPICS, describeBusContract, type TestBus } from './bus-contract.ts';
