import React, { useState } from 'react';
import { CollapsableSection, FieldSet } from '@grafana/ui';
import { DEFAULT_SETTINGS } from '../../core';
import type { EditorProps } from './changes';
import { NumberSetting } from './NumberSetting';

/** What a single answer may take, and when a number counts as final: closed, unless something in it is set. */
export function QueryLimits(props: EditorProps) {
  const { options } = props;
  const { settleDelay, maxRows, maxQueries } = options.jsonData;
  const [isOpen, setOpen] = useState(Boolean(settleDelay || maxRows || maxQueries));
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
          description="Of one query. Cloudflare allows 300 in 5 minutes for all that use the token."
          unit="queries"
          fallback={DEFAULT_SETTINGS.maxQueries}
        />
      </FieldSet>
    </CollapsableSection>
  );
}
