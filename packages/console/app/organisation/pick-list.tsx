/** A button that opens a list to search and choose from, by mouse or keyboard. */
import '../styles/organisation.css';
import { Button, Combobox, useCombobox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { matchesTyped } from './search-text.ts';

export interface PickItem {
  readonly id: string;
  readonly title: string;
  /** One line below the title; searched too. */
  readonly text: string;
  readonly mark?: ReactNode;
}

export interface PickGroup {
  readonly label: string;
  readonly items: readonly PickItem[];
}

interface PickListProps {
  readonly label: string;
  readonly icon: IconName;
  readonly searchLabel: string;
  readonly empty: string;
  readonly groups: readonly PickGroup[];
  readonly isPending?: boolean;
  readonly onPick: (id: string) => void;
  readonly foot: ReactNode;
}

export function PickList(props: PickListProps) {
  const { label, icon, searchLabel, isPending = false, onPick } = props;
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setTyped('');
    },
  });
  const pick = (id: string): void => {
    combobox.closeDropdown();
    onPick(id);
  };
  return (
    <Combobox store={combobox} position="bottom-start" width={340} shadow="md" withinPortal onOptionSubmit={pick}>
      <Combobox.Target targetType="button">
        <Button
          variant="default"
          leftSection={<Icon name={icon} size={16} />}
          loading={isPending}
          onClick={() => combobox.toggleDropdown()}
        >
          {label}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {/* It hangs outside of the page: a region of its own for those who move by regions. */}
        <section aria-label={searchLabel}>
          <Combobox.Search
            aria-label={searchLabel}
            placeholder={searchLabel}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              combobox.selectFirstOption();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') combobox.focusTarget();
            }}
          />
          <PickOptions {...props} typed={typed} />
          <Combobox.Footer>{props.foot}</Combobox.Footer>
        </section>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function PickOptions({ groups, typed, empty, searchLabel }: PickListProps & { readonly typed: string }) {
  const found = groups
    .map(({ label, items }) => ({
      label,
      items: items.filter(({ title, text }) => matchesTyped(`${title} ${text}`, typed)),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Combobox.Options className="pick-options" aria-label={searchLabel}>
      {found.length === 0 && <Combobox.Empty>{empty}</Combobox.Empty>}
      {found.map(({ label, items }) => (
        <Combobox.Group key={label} label={label}>
          {items.map(({ id, title, text, mark }) => (
            <Combobox.Option key={id} value={id} className="pick-option">
              <span className="pick-title">
                {title} {mark}
              </span>
              <span className="pick-text">{text}</span>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      ))}
    </Combobox.Options>
  );
}
