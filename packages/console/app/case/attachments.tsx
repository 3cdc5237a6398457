/** The files of a mail: pictures and texts to look at, files to save, dangerous ones to stay away from. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { filePath, fileTextQuery } from '../api/queries.ts';
import type { Attachment, Mail } from '../api/types.ts';
import { formatBytes } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';

export function Attachments({ number, mail }: { number: string; mail: Mail }) {
  const { words } = useSession();
  return (
    <div className="attachments">
      <p className="quiet small">{words.case.attachments(mail.attachments.length)}</p>
      <ul>
        {mail.attachments.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file has no other name than its place in the mail
          <li key={index}>
            <OneFile file={file} path={filePath({ number, mailId: mail.mailId, index })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function OneFile({ file, path }: { file: Attachment; path: string }) {
  const { words } = useSession();
  if (file.danger !== undefined) {
    return (
      <p className="danger" role="note">
        <Icon name="flag" size={16} />
        <span>{words.exchange.danger(file.name, file.danger)}</span>
      </p>
    );
  }
  return (
    <>
      {file.blob === undefined ? <KeptRaw file={file} /> : <FileLink file={file} path={path} />}
      {file.text !== undefined && <FileText name={file.name} path={path} />}
    </>
  );
}

function KeptRaw({ file }: { file: Attachment }) {
  const { words } = useSession();
  return (
    <p className="attachment unkept quiet small">
      <Icon name="clip" />
      <span>{words.exchange.notKept(file.name)}</span>
    </p>
  );
}

/** Pictures small enough to be loaded whole show themselves where no smaller one was made. */
const MAX_PREVIEW_BYTES = 3_000_000;

function FileLink({ file, path }: { file: Attachment; path: string }) {
  const { words, language } = useSession();
  const isPicture = /^image\/(png|jpeg|webp|gif)$/.test(file.type) && file.bytes <= MAX_PREVIEW_BYTES;
  const href = `/api/v1${path}`;
  const picture = file.thumbnail !== undefined ? `${href}/thumbnail` : isPicture ? href : undefined;
  return (
    <a href={href} download={file.name} className="attachment" title={words.case.download(file.name)}>
      {picture === undefined ? <Icon name="clip" /> : <img src={picture} alt="" loading="lazy" />}
      <span className="attachment-name">
        <span className="ellipsis">{file.name}</span>
        <span className="quiet small">{formatBytes(file.bytes, language)}</span>
      </span>
    </a>
  );
}

/** Asked for when it is opened. */
function FileText({ name, path }: { name: string; path: string }) {
  const { words } = useSession();
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({ ...fileTextQuery(path), enabled: isOpen });
  return (
    <details className="file-text" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">
        {words.exchange.fileText}
        <span className="visually-hidden"> {name}</span>
      </summary>
      {found.isError && <LoadFailure onRetry={() => void found.refetch()} />}
      {found.isLoading && <p className="quiet small">{words.common.loading}</p>}
      {found.data && <pre>{found.data.text}</pre>}
      {found.data?.isCut && <p className="quiet small">{words.exchange.cut}</p>}
    </details>
  );
}
