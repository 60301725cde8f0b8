import React, { useState } from 'react';
import { CollapsableSection, FieldSet } from '@grafana/ui';
import { DEFAULT_BUDGET, DEFAULT_SETTINGS } from '../../core';
import type { EditorProps } from './changes';
import { NumberSetting } from './NumberSetting';

/** What a single answer and all of them together may take, and when a number counts as final: closed, unless something in it is set. */
export function QueryLimits(props: EditorProps) {
  const { options } = props;
  const { settleDelay, maxRows, maxQueries, budget, cacheSize } = options.jsonData;
  const [isOpen, setOpen] = useState(Boolean(settleDelay || maxRows || maxQueries || budget || cacheSize));
  return (
    <CollapsableSection label="Limits" isOpen={isOpen} onToggle={setOpen}>
      <FieldSet disabled={options.readOnly}>
        <NumberSetting
          {...props}
          name="settleDelay"
          label="Settle delay"
          description="How long after its end an interval may still change. Alert rules leave it out, and no row in it is not yet zero."
          unit="seconds"
          fallback={DEFAULT_SETTINGS.settleDelay}
        />
        <NumberSetting
          {...props}
          name="maxRows"
          label="Most rows"
          description="Of one query. An answer with more is an error that says what would make it smaller."
          unit="rows"
          fallback={DEFAULT_SETTINGS.maxRows}
        />
        <NumberSetting
          {...props}
          name="maxQueries"
          label="Most upstream queries"
          description="Of one query."
          unit="queries"
          fallback={DEFAULT_SETTINGS.maxQueries}
        />
        <NumberSetting
          {...props}
          name="budget"
          label="Budget"
          description="Upstream queries in 5 minutes, of all data sources with this token together; the least of theirs holds. Leave some to others who use the token."
          unit="queries"
          fallback={DEFAULT_BUDGET}
        />
        <NumberSetting
          {...props}
          name="cacheSize"
          label="Cache size"
          description="Memory of Grafana's server for answers, so that what is settled is not asked again."
          unit="MiB"
          fallback={DEFAULT_SETTINGS.cacheSize}
        />
      </FieldSet>
    </CollapsableSection>
  );
}
