/** Data that the journey lets an advisor fill in or correct, each by its type. */
import { Select, TextInput } from '@mantine/core';
import type { EditField } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { textOf, widgetOf } from './edit-value.ts';

interface FieldsProps {
  readonly fields: readonly EditField[];
  readonly typed: Readonly<Record<string, string>>;
  readonly invalid: readonly string[];
  readonly nameOf: (name: string) => string;
  readonly onChange: (typed: Readonly<Record<string, string>>) => void;
}

export function EditFields({ fields, typed, invalid, nameOf, onChange }: FieldsProps) {
  const { words } = useSession();
  if (fields.length === 0) return null;
  return (
    <fieldset className="edit-fields">
      <legend>{words.case.correct}</legend>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          label={nameOf(field.name)}
          text={typed[field.name] ?? textOf(field.value)}
          isInvalid={invalid.includes(field.name)}
          onChange={(text) => onChange({ ...typed, [field.name]: text })}
        />
      ))}
    </fieldset>
  );
}

interface FieldProps {
  readonly field: EditField;
  readonly label: string;
  readonly text: string;
  readonly isInvalid: boolean;
  readonly onChange: (text: string) => void;
}

function Field({ field, label, text, isInvalid, onChange }: FieldProps) {
  const { words } = useSession();
  const widget = widgetOf(field);
  const isChanged = text !== textOf(field.value);
  const description = isChanged ? words.case.changed : undefined;
  if (widget === 'choice' || widget === 'boolean') {
    const data =
      widget === 'boolean'
        ? [
            { value: 'true', label: words.common.yes },
            { value: 'false', label: words.common.no },
          ]
        : (field.choices ?? []).map((value) => ({ value, label: inWords(value) }));
    return (
      <Select
        label={label}
        description={description}
        data={data}
        value={text || null}
        onChange={(value) => onChange(value ?? '')}
      />
    );
  }
  return (
    <TextInput
      label={label}
      description={description}
      type={widget === 'date' ? 'date' : 'text'}
      inputMode={widget === 'money' || widget === 'number' ? 'decimal' : 'text'}
      value={text}
      error={isInvalid}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
