/** The way out of mails: an SMTP server, or the outbox folder of this process. */
import { type MailOut, openSmtpOut } from '@facteur/mail/outgoing';
import type { DataFolder } from './data-folder.ts';
import { openOutboxThread } from './outbox.ts';
import type { Settings } from './settings.ts';

/** `outboxFolder`: where mails are kept while no SMTP server is configured. */
export interface OpenMailOut {
  readonly mailOut: MailOut;
  readonly outboxFolder: string | undefined;
}

export function openMailOut(settings: Settings, folder: DataFolder): OpenMailOut {
  const url = settings['smtp-url'];
  if (url !== undefined) return { mailOut: openSmtpOut({ url }), outboxFolder: undefined };
  const outboxFolder = folder.path('outbox');
  return { mailOut: openOutboxThread(outboxFolder, folder.path('outbox-journal')), outboxFolder };
}
