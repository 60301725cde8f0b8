import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, InlineField, InlineFieldRow, Text, TextArea, useStyles2 } from '@grafana/ui';
import { placeOf, type Rewritten } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { CommittedInput } from './CommittedInput';
import { getFieldStyles } from './fieldStyles';
import { LABEL_WIDTH } from './LabelledGroup';
import { useMistakes } from './useMistakes';

interface Props {
  query: SavedQuery;
  /** The text with the dashboard's variables replaced. */
  interpolate: (text: string) => Rewritten;
  /** Called once the text is whole: on leaving it, or with Ctrl or Cmd and Enter. */
  onChange: (query: SavedQuery, isRight: boolean) => void;
}

/** How many mistakes are shown: the first ones often make the others. */
const MOST = 3;

/** A query as text, with what is wrong in it and where, while it is typed. */
export function GraphqlEditor({ query, interpolate, onChange }: Props) {
  const textId = useId();
  const legendId = useId();
  const styles = useStyles2(getStyles);
  const fieldStyles = useStyles2(getFieldStyles);
  const [draft, setDraft] = useState<string>();
  const text = draft ?? query.graphql ?? '';
  const format = query.format ?? 'timeSeries';
  const filledIn = interpolate(text);
  const mistakes = useMistakes(filledIn.text, format);
  const commit = () => {
    if (draft !== undefined && draft !== query.graphql) {
      onChange({ ...query, graphql: draft }, mistakes.length === 0);
    }
    setDraft(undefined);
  };
  return (
    <div className={styles.editor}>
      <TextArea
        id={textId}
        aria-label="GraphQL text"
        className={styles.text}
        rows={Math.min(30, Math.max(12, text.split('\n').length + 1))}
        spellCheck={false}
        invalid={mistakes.length > 0}
        value={text}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={commit}
        onKeyDown={({ key, ctrlKey, metaKey }) => {
          if (key === 'Enter' && (ctrlKey || metaKey)) {
            commit();
          }
        }}
      />
      {mistakes.slice(0, MOST).map(({ message, offset }) => (
        <FieldValidationMessage key={`${offset} ${message}`}>
          {`${capital(placeOf(text, filledIn.back(offset)))}: ${message}`}
        </FieldValidationMessage>
      ))}
      <Text element="p" variant="bodySmall" color="secondary">
        $from and $to are the time range, $bucket is the interval that fits the width of the panel. Ctrl or Cmd and
        Enter runs the text.
      </Text>
      {format === 'timeSeries' && (
        <InlineFieldRow className={styles.options}>
          <InlineField
            label="Legend"
            labelWidth={LABEL_WIDTH}
            className={fieldStyles.wide}
            tooltip="Names of the series. {{uid}} is replaced by the value of the dimension of that name or alias, {{metric}} by the metric. Empty: made from all dimensions."
          >
            <CommittedInput
              id={legendId}
              placeholder="Auto"
              value={query.legend ?? ''}
              onCommit={(legend) => onChange({ ...query, legend }, mistakes.length === 0)}
            />
          </InlineField>
        </InlineFieldRow>
      )}
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({
    margin: theme.spacing(0, 0.5, 0.5, 0),
  }),
  text: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  options: css({
    marginTop: theme.spacing(0.5),
  }),
});
