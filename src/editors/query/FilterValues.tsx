import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { DimensionType } from '../../core';
import { CommittedInput } from './CommittedInput';

interface Props {
  id: string;
  type: DimensionType;
  /** Whether the operator takes any number of values. */
  list: boolean;
  values: readonly string[];
  invalid: boolean;
  onChange: (values: readonly string[]) => void;
}

const WHOLE = 'Whole number or $variable';

const PLACEHOLDERS: Readonly<Record<DimensionType, string>> = {
  string: 'Value or $variable',
  Date: '2026-03-01',
  Time: '2026-03-01T00:00:00Z',
  uint8: WHOLE,
  uint16: WHOLE,
  uint32: WHOLE,
  uint64: WHOLE,
};

const EMPTY = '(empty)';

/** The values of a filter: one text; or of a list, a button for each, which removes it, and a place for more. */
export function FilterValues({ id, type, list, values, invalid, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const first = list ? '' : (values[0] ?? '');
  const add = (more: readonly string[]) => onChange([...new Set(list ? [...values, ...more] : more)]);
  return (
    <div className={styles.values}>
      {list &&
        values.map((value) => (
          <Button
            key={value}
            variant="secondary"
            size="sm"
            icon="times"
            iconPlacement="right"
            aria-label={`Remove ${value || EMPTY}`}
            onClick={() => onChange(values.filter((each) => each !== value))}
          >
            {value || EMPTY}
          </Button>
        ))}
      <div className={styles.input}>
        <CommittedInput
          id={id}
          invalid={invalid}
          placeholder={!list && values.length > 0 ? EMPTY : PLACEHOLDERS[type]}
          value={first}
          onCommit={(text) => (list ? add(separated(text)) : onChange(text === '' ? [] : [text]))}
          suffix={
            type === 'string' &&
            !values.includes('') && (
              <Button
                variant="secondary"
                fill="text"
                size="sm"
                tooltip="Rows without a value"
                onClick={() => add([''])}
              >
                {EMPTY}
              </Button>
            )
          }
        />
      </div>
    </div>
  );
}

/** A list may be typed or pasted with commas. */
const separated = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
  input: css({
    flex: `1 1 ${theme.spacing(20)}`,
  }),
});
