import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Box, InlineFieldRow, Text, useStyles2 } from '@grafana/ui';
import { defaultVariable, describeVariable, subjectOf, type VariableType, variableProblems } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import type { Settings } from '../../host/settings';
import type { StreamSource } from '../../host/source';
import { interpolated } from '../../host/variables';
import type { SavedVariable } from '../../host/variableSupport';
import { type Choice, ChoiceField } from '../query/ChoiceField';
import { getFieldStyles } from '../query/fieldStyles';
import { Filters } from '../query/Filters';
import { LimitField } from '../query/LimitField';
import { problemAt } from '../query/problemAt';
import { useRunSoon } from '../query/useRunSoon';
import { type EditedVariable, editedVariable, withType } from './editedVariable';
import { VariableField } from './VariableField';
import { VariableSearch } from './VariableSearch';

type Props = QueryEditorProps<StreamSource, SavedQuery, Settings, SavedVariable>;

const TYPES: Array<Choice<VariableType>> = [
  { value: 'videos', label: 'Videos', description: 'IDs of videos, by minutes viewed' },
  { value: 'creators', label: 'Creators', description: 'By minutes viewed' },
  { value: 'countries', label: 'Countries', description: 'Codes of countries, by minutes viewed' },
  { value: 'liveInputs', label: 'Live inputs', description: 'IDs of live inputs, by segments stored' },
  { value: 'values', label: 'Values of a field', description: 'Of any dataset' },
];

/** Which values a variable of a dashboard offers. */
export function VariableEditor({ query: saved, onChange, onRunQuery, data }: Props) {
  const styles = useStyles2(getFieldStyles);
  const query = editedVariable(saved);
  const subject = subjectOf(query);
  const filledIn = (next: EditedVariable) => interpolated(next, data?.request?.scopedVars ?? {});
  const problems = variableProblems(filledIn(query));
  const runSoon = useRunSoon(onRunQuery);
  const change = (next: EditedVariable) => {
    onChange(next);
    if (variableProblems(filledIn(next)).length === 0) {
      runSoon();
    }
  };
  return (
    <>
      <InlineFieldRow>
        <ChoiceField
          label="Query type"
          choices={TYPES}
          value={query.type}
          problem={problemAt(problems, 'type')}
          className={styles.wide}
          onChange={(type) => change(withType(query, type))}
        />
        {query.type === 'values' && <VariableField query={query} problems={problems} onChange={change} />}
      </InlineFieldRow>
      {subject && (
        <Filters
          dataset={subject.of}
          filters={query.filters}
          problems={problems}
          tooltip="Only values of rows that match all of these. With a filter by another variable, such as $creator, the list follows that variable."
          onChange={(filters) => change({ ...query, filters })}
        />
      )}
      <InlineFieldRow>
        <VariableSearch query={query} problems={problems} onChange={change} />
        <LimitField
          tooltip="How many values the list has, those with the most first."
          placeholder="100"
          limit={query.limit}
          problems={problems}
          onChange={(limit = defaultVariable.limit) => change({ ...query, limit })}
        />
      </InlineFieldRow>
      <Box marginY={0.5}>
        <Text element="p" variant="bodySmall" color="secondary">
          {problems.length > 0 ? `Not asked: ${problems[0].message}` : describeVariable(query)}
        </Text>
      </Box>
    </>
  );
}
