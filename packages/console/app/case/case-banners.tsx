/** What must be known of a case before anything else: it went elsewhere, or is about to be erased. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Case } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActName, isInTrash } from './acts-menu.tsx';
import { actsWords } from './acts-words.ts';

export function CaseBanners({ shown, onOpen }: { shown: Case; onOpen: (act: ActName) => void }) {
  const { may } = useSession();
  const { links, trash } = usePageWords(actsWords);
  return (
    <>
      {shown.status === 'merged' && (
        <p className="notice case-banner" role="status">
          <Icon name="merge" size={16} />
          <span>{links.into}</span>
          {shown.into !== undefined && (
            <Link to="/cases/$number" params={{ number: shown.into }}>
              {links.open(shown.into)}
            </Link>
          )}
        </p>
      )}
      {isInTrash(shown) && (
        <div className="notice bad case-banner" role="status">
          <Icon name="trash" size={16} />
          <span>{trash.banner}</span>
          {may('advisor') && (
            <Button variant="default" onClick={() => onOpen('restore')}>
              {trash.restore}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
