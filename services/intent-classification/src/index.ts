/** Intent classification: `mail.received` → `mail.understood`. */
export { intentClassificationFlow } from './flow.ts';
export { type ClassificationParts, openClassification } from './service.ts';
