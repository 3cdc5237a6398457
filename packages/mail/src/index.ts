/** Mail that comes in: reading it, and reading it from files. SMTP is in `@facteur/mail/smtp`, sending in `/outgoing`. */
export { type MailFile, readMailFiles } from './files.ts';
export type {
  Address,
  AuthenticationResult,
  MailAttachment,
  MailKind,
  MailLanguage,
  MailProblem,
  MailProblemCode,
  ReadMail,
  ReadMailOptions,
} from './mail.ts';
export { readMail } from './read-mail.ts';
export { caseOfMessageId, caseOfReplyTag, replyAddress, replyMessageId } from './reply-address.ts';
