/** Mail that leaves: the port, the outbox folder, SMTP, and the bytes of a mail. */
export { composeMime } from './compose-mime.ts';
export type { MailOut, OutgoingAttachment, OutgoingMail, Refusal } from './mail-out.ts';
export { listOutbox, type OutboxEntry, type OutboxFolderOptions, openOutboxFolder } from './outbox-folder.ts';
export { outboxJournal } from './outbox-journal.ts';
export { safeFileName, safeFileType } from './safe-file.ts';
export { openSmtpOut, type SmtpOutOptions } from './smtp-out.ts';
