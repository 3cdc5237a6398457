/** Mail that comes in: reading it, and reading it from files. SMTP is in `@facteur/mail/smtp`, sending in `/outgoing`. */
export {
  type SenderResolver,
  type SenderVerification,
  type VerifySenderOptions,
  verifySender,
} from './authentication/verify-sender.ts';
export type { BounceAction, MailBounce } from './bounce/bounce.ts';
export { type MailFile, readMailFiles } from './files.ts';
export type { ForwardedMail } from './forward/forward.ts';
export type {
  Address,
  AuthenticationResult,
  MailAttachment,
  MailKind,
  MailLanguage,
  MailProblem,
  MailProblemCode,
  MailProtection,
  ReadMail,
  ReadMailOptions,
} from './mail.ts';
export { readMail } from './read-mail.ts';
export { caseOfMessageId, caseOfReplyTag, replyAddress, replyMessageId } from './reply-address.ts';
