/** Templates and macros beside the reply, loaded when an editor is opened. */
import type { Case } from '../api/types.ts';
import { late } from '../shell/late.tsx';

const TemplatePicker = late(async () => (await import('../organisation/template-picker.tsx')).TemplatePicker);
const MacroMenu = late(async () => (await import('../organisation/macro-menu.tsx')).MacroMenu);

/** What is put into the reply. */
export interface InsertWords {
  readonly subject?: string;
  readonly text: string;
}

interface MenuProps {
  readonly shown: Case;
  readonly onWords: (words: InsertWords) => void;
}

export function InsertMenus({ shown, onWords }: MenuProps) {
  return (
    <>
      <TemplatePicker caseView={shown} onPick={onWords} />
      <MacroMenu
        number={shown.number}
        onRan={(draft) => {
          if (draft) onWords(draft);
        }}
      />
    </>
  );
}
