/** Files of a case, as its desk keeps them and as advisors name them. */
import type { ReplyFile } from '@facteur/contracts';

/** A file that an advisor brought. */
export interface KeptFile extends ReplyFile {
  readonly id: string;
}

/** Names a file of the case: one that was brought, or the `index`th of a mail. */
export type FileRef = { readonly file: string } | { readonly mailId: string; readonly index: number };

/** A file of a draft, with what is shown of it. */
export interface NamedFile {
  readonly ref: FileRef;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}
