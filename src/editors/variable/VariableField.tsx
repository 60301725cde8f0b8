import React, { useId } from 'react';
import { Combobox, InlineField, useStyles2 } from '@grafana/ui';
import { type Problem, subjectOf } from '../../core';
import { getFieldStyles } from '../query/fieldStyles';
import { LABEL_WIDTH } from '../query/LabelledGroup';
import { datasetOptions, namedOptions } from '../query/options';
import { problemAt } from '../query/problemAt';
import { type EditedVariable, withDataset } from './editedVariable';

interface Props {
  query: EditedVariable;
  problems: readonly Problem[];
  onChange: (query: EditedVariable) => void;
}

/** Which field of which dataset has the values. */
export function VariableField({ query, problems, onChange }: Props) {
  const styles = useStyles2(getFieldStyles);
  const datasetId = useId();
  const fieldId = useId();
  return (
    <>
      <InlineField label="Dataset" labelWidth={LABEL_WIDTH} className={styles.wide} {...problemAt(problems, 'dataset')}>
        <Combobox
          id={datasetId}
          options={datasetOptions}
          value={query.dataset ?? null}
          onChange={({ value }) => onChange(withDataset(query, value))}
        />
      </InlineField>
      <InlineField label="Field" labelWidth={LABEL_WIDTH} className={styles.wide} {...problemAt(problems, 'field')}>
        <Combobox
          id={fieldId}
          options={namedOptions(subjectOf(query)?.of.dimensions ?? [])}
          value={query.field ?? null}
          onChange={({ value }) => onChange({ ...query, field: value })}
        />
      </InlineField>
    </>
  );
}
