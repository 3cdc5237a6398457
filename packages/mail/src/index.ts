/** Mail that comes in: reading it, and fetching it by IMAP. Reading files is in `@facteur/mail/files`, SMTP in `/smtp`, sending in `/outgoing`. */
export {
  type SenderResolver,
  type SenderVerification,
  UNVERIFIED,
  type VerifySenderOptions,
  verifySender,
} from './authentication/verify-sender.ts';
export type { BounceAction, MailBounce } from './bounce/bounce.ts';
export type { ForwardedMail } from './forward/forward.ts';
export { absentUntil } from './guards/absent-until.ts';
export {
  AUTOMATIC_LIMITS,
  type AutomaticHistory,
  type AutomaticLimits,
  type AutomaticMail,
  afterAutomatic,
  heldBack,
  NO_AUTOMATIC_MAILS,
} from './guards/automatic-mails.ts';
export { isNoReplyAddress } from './guards/never-answer.ts';
export { spamMark } from './guards/spam-mark.ts';
export {
  type AccessTokenOptions,
  type AccessTokens,
  openAccessTokens,
  type TokenGrant,
  type TokenSecrets,
} from './imap/access-tokens.ts';
export { connectImap, type ImapAccount, type ImapCredential, type ImapTls } from './imap/connect.ts';
export type { HeldFolder, HistoryPosition, ImapHold, ImapPosition } from './imap/hold.ts';
export type {
  AcceptMail,
  MailIn,
  MailInFailure,
  MailInFailureReason,
  MailInState,
  MailInStatus,
  SourceMail,
} from './imap/mail-in.ts';
export type { MailInNotice, MailInObserver, MailOutcome } from './imap/observer.ts';
export type { HistoryPolicy } from './imap/position.ts';
export type { AfterAccept, ImapSession } from './imap/session.ts';
export { type ImapSourceOptions, openImapSource } from './imap/source.ts';
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
export { type InlinePicture, type MailBody, readMailBody } from './read-body.ts';
export { readMail } from './read-mail.ts';
export {
  caseOfMessageId,
  caseOfReplyTag,
  replyAddress,
  replyMessageId,
  replyToken,
  returnAddress,
  type SentReply,
  type SideConversation,
  sentReplyOfMessageId,
  sentReplyOfTag,
  sideAddress,
  sideOfTag,
} from './reply-address.ts';
