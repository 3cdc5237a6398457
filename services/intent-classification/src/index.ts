/** Intent classification: `mail.received` → `mail.understood`. */
export { intentClassificationFlow } from './flow.ts';
export type { ProposalCommand } from './learning/handlers.ts';
export type { ProposalDesk, ProposalQuery } from './learning/proposal-desk.ts';
export type { Proposal, ProposalStatus } from './learning/state.ts';
export type { IntentTerms } from './learning/thresholds.ts';
export { type ClassificationParts, openClassification } from './service.ts';
