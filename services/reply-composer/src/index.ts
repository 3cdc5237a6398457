/** Reply composer: `reply.requested` → a mail to the customer. */
export { type ComposerConfig, composerConfigSchema } from './config.ts';
export { replyComposerFlow } from './flow.ts';
export { type ComposerParts, openComposer } from './service.ts';
