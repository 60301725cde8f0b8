import React, { useId } from 'react';
import { InlineField } from '@grafana/ui';
import { type Problem, SEARCH_TYPED } from '../../core';
import { CommittedInput } from '../query/CommittedInput';
import { LABEL_WIDTH } from '../query/LabelledGroup';
import { problemAt } from '../query/problemAt';
import { SwitchField } from '../query/SwitchField';
import type { EditedVariable } from './editedVariable';

interface Props {
  query: EditedVariable;
  problems: readonly Problem[];
  onChange: (query: EditedVariable) => void;
}

/** What values must contain: a text, or whatever is typed into the variable's list. */
export function VariableSearch({ query, problems, onChange }: Props) {
  const searchId = useId();
  const isTyped = query.search === SEARCH_TYPED;
  return (
    <>
      {!isTyped && (
        <InlineField
          label="Search"
          labelWidth={LABEL_WIDTH}
          tooltip="Only values that contain this text, in any case. % stands for any text."
          {...problemAt(problems, 'search')}
        >
          <CommittedInput
            id={searchId}
            width={24}
            placeholder="Anything"
            value={query.search}
            onCommit={(search) => onChange({ ...query, search })}
          />
        </InlineField>
      )}
      <SwitchField
        label="Search as typed"
        labelWidth={18}
        tooltip="Asks again with what somebody types into the variable's list, so that it finds values beyond the limit."
        value={isTyped}
        onChange={(next) => onChange({ ...query, search: next ? SEARCH_TYPED : '' })}
      />
    </>
  );
}
