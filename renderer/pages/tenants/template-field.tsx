import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { PLACEHOLDERS } from '../../../server/contracts/agent.ts';
import classes from './template-field.module.css';

type Placeholder = (typeof PLACEHOLDERS)[number];

const MEANING: Record<Placeholder, string> = {
  agent_name: 'the agent’s name',
  business_name: 'the name of the business',
  user_name: 'the caller’s name, left out well when unknown',
  time_greeting: '“Good morning”, “Good afternoon” or “Good evening”',
};

interface TemplateFieldProps {
  label: string;
  /** What the field is called where its label alone would not tell. */
  name: string;
  description?: string;
  placeholder?: string;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** Words of the agent in which placeholders may stand: marked in the text, and to be put in with a button. */
export function TemplateField({
  label,
  name,
  description,
  placeholder,
  value,
  error,
  onChange,
}: TemplateFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (inserted: Placeholder) => {
    const at = area.current?.selectionStart ?? value.length;
    const end = area.current?.selectionEnd ?? at;
    const text = `{${inserted}}`;
    onChange(`${value.slice(0, at)}${text}${value.slice(end)}`);
    // Once the new text is in the field, typing goes on behind what was put in.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  return (
    <div className={classes.field}>
      <Textarea
        ref={area}
        label={label}
        aria-label={name}
        description={description}
        placeholder={placeholder}
        autosize
        minRows={2}
        classNames={{ input: classes.input }}
        inputContainer={(input) => (
          <div className={classes.layers}>
            <div className={classes.mirror} aria-hidden>
              {marked(value)}
            </div>
            {input}
          </div>
        )}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <fieldset className={classes.chips} aria-label={`Placeholders for the ${name.toLowerCase()}`}>
        {PLACEHOLDERS.map((one) => (
          <Button
            key={one}
            size="compact-xs"
            variant="default"
            className={classes.chip}
            onClick={() => insert(one)}
            title={`Insert ${MEANING[one]}`}
          >
            {`{${one}}`}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

/** The text with everything in braces marked, unknown placeholders as what is wrong. */
function marked(text: string): ReactNode[] {
  const known: readonly string[] = PLACEHOLDERS;
  return text.split(/(\{[^{}]*\})/).map((part, index) => {
    if (index % 2 === 0) return part;
    return (
      // The parts of one text keep their order.
      <mark key={index} data-unknown={!known.includes(part.slice(1, -1)) || undefined}>
        {part}
      </mark>
    );
  });
}
