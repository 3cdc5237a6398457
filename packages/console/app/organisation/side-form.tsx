/** The side panel in which one thing is written: its fields, then save or leave. */
import { Button, Drawer, SegmentedControl } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { SetupScope } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';

interface SideFormProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Why it cannot be saved; shown at the button. */
  readonly fault?: string | undefined;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

export function SideForm({ title, children, fault, isPending, onClose, onSave }: SideFormProps) {
  const { words } = useSession();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (fault === undefined) onSave();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form onSubmit={submit} className="side-form">
        {children}
        <div className="side-foot">
          <span className="quiet small" role="status">
            {fault}
          </span>
          <Button variant="default" size="sm" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" size="sm" loading={isPending} disabled={fault !== undefined}>
            {words.common.save}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}

/** For oneself or for all: only supervisors are asked. */
export function ScopeField({ scope, onChange }: { scope: SetupScope; onChange: (scope: SetupScope) => void }) {
  const { may } = useSession();
  const words = usePageWords(organisationWords);
  if (!may('supervisor')) return <p className="quiet small">{words.scopeNote}</p>;
  return (
    <div className="field">
      <span id="scope-label" className="field-label">
        {words.scope}
      </span>
      <SegmentedControl
        aria-labelledby="scope-label"
        value={scope}
        data={(['me', 'all'] as const).map((value) => ({ value, label: words.scopes[value] }))}
        onChange={(value) => onChange(value === 'all' ? 'all' : 'me')}
      />
    </div>
  );
}
