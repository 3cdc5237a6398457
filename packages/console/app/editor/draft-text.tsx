/** The text of a reply that several people may write: one's caret stays where it is, one's undo takes back one's own words. */
import { Textarea } from '@mantine/core';
import {
  type ChangeEvent,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { unfilledBlanks } from '../organisation/fill-template.ts';
import { useSession } from '../session.tsx';
import { type EditHistory, NO_EDITS, recordEdit, redoEdit, undoEdit } from './edit-history.ts';
import { caretAfter, endOfChange } from './text-diff.ts';

export interface TextHandle {
  /** Puts words in the place of what is selected; the first blank in them is selected then. */
  readonly insert: (words: string) => void;
  /** Selects characters of the text. */
  readonly select: (start: number, end: number) => void;
}

interface TextProps {
  readonly ref: Ref<TextHandle>;
  readonly value: string;
  /** What was typed, and what it was typed over. */
  readonly onType: (text: string, over: string) => void;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onSend: () => void;
  readonly language: string;
}

export function DraftText({ ref, value, onType, onFiles, onSend, language }: TextProps) {
  const { words } = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const { changed, typed, insert, takeBack } = useOwnEdits(field, value, onType);
  const select = (start: number, end: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  useImperativeHandle(ref, () => ({ insert, select }));
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === 'Enter' && isCommand) onSend();
    else if (isCommand && (key === 'z' || key === 'y')) takeBack(key === 'z' && !event.shiftKey ? undoEdit : redoEdit);
    else if (event.key !== 'Tab' || event.shiftKey || !toNextBlank(event.currentTarget)) return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    onFiles([...event.clipboardData.files]);
    event.preventDefault();
  };
  return (
    <Textarea
      ref={field}
      aria-label={words.case.text}
      placeholder={words.case.text}
      value={value}
      onChange={(event: ChangeEvent<HTMLTextAreaElement>) => typed(event.target.value)}
      onSelect={changed}
      onKeyDown={onKey}
      onPaste={onPaste}
      autosize
      minRows={6}
      maxRows={24}
      lang={language}
      spellCheck
      data-autofocus
    />
  );
}

type Field = React.RefObject<HTMLTextAreaElement | null>;
type TakeBack = typeof undoEdit;

/** Keeps apart what is typed here and what comes from elsewhere. */
function useOwnEdits(field: Field, value: string, onType: TextProps['onType']) {
  const history = useRef<EditHistory>(NO_EDITS);
  const shown = useRef(value);
  const caret = useRef<readonly [number, number]>([value.length, value.length]);
  const wanted = useRef<readonly [number, number]>(undefined);
  const changed = (): void => {
    const { current } = field;
    if (current) caret.current = [current.selectionStart, current.selectionEnd];
  };
  // The browser puts the caret at the end when the text is set by the page.
  useLayoutEffect(() => {
    if (shown.current === value) return;
    const [start, end] = caret.current;
    const place = wanted.current ?? [caretAfter(shown.current, value, start), caretAfter(shown.current, value, end)];
    shown.current = value;
    caret.current = [place[0], place[1]];
    const isWanted = wanted.current !== undefined;
    wanted.current = undefined;
    if (isWanted) field.current?.focus();
    if (document.activeElement === field.current) field.current?.setSelectionRange(place[0], place[1]);
  }, [value, field]);
  const typed = (text: string): void => {
    const over = shown.current;
    history.current = recordEdit(history.current, over, text);
    shown.current = text;
    changed();
    onType(text, over);
  };
  const insert = (words: string): void => {
    const [start, end] = caret.current;
    const over = shown.current;
    const text = over.slice(0, start) + words + over.slice(end);
    history.current = recordEdit(history.current, over, text);
    const [blank] = unfilledBlanks(words);
    const after = start + words.length;
    wanted.current = blank ? [start + blank.start, start + blank.end] : [after, after];
    onType(text, over);
  };
  const takeBack = (by: TakeBack): void => {
    const over = shown.current;
    const taken = by(history.current, over);
    if (!taken) return;
    history.current = taken.history;
    const end = endOfChange(over, taken.text);
    wanted.current = [end, end];
    onType(taken.text, over);
  };
  useMenuUndo(field, takeBack);
  return { changed, typed, insert, takeBack };
}

/** Undo and redo of the browser's own menu. */
function useMenuUndo(field: Field, takeBack: (by: TakeBack) => void): void {
  const latest = useRef(takeBack);
  latest.current = takeBack;
  useEffect(() => {
    const { current } = field;
    const onInput = (event: InputEvent): void => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      latest.current(event.inputType === 'historyUndo' ? undoEdit : redoEdit);
    };
    current?.addEventListener('beforeinput', onInput);
    return () => current?.removeEventListener('beforeinput', onInput);
  }, [field]);
}

/** False when no blank is left after the caret: Tab then leaves the field as everywhere. */
function toNextBlank(field: HTMLTextAreaElement): boolean {
  const next = unfilledBlanks(field.value).find(({ start }) => start >= field.selectionEnd);
  if (!next) return false;
  field.setSelectionRange(next.start, next.end);
  return true;
}
