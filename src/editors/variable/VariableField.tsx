import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { type Problem, subjectOf } from '../../core';
import { ChoiceField } from '../query/ChoiceField';
import { getFieldStyles } from '../query/fieldStyles';
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
  return (
    <>
      <ChoiceField
        label="Dataset"
        choices={datasetOptions}
        value={query.dataset ?? null}
        problem={problemAt(problems, 'dataset')}
        className={styles.wide}
        onChange={(dataset) => onChange(withDataset(query, dataset))}
      />
      <ChoiceField
        label="Field"
        choices={namedOptions(subjectOf(query)?.of.dimensions ?? [])}
        value={query.field ?? null}
        problem={problemAt(problems, 'field')}
        className={styles.wide}
        onChange={(field) => onChange({ ...query, field })}
      />
    </>
  );
}
