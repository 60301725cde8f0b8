import React, { useId, useState } from 'react';
import { Checkbox, CollapsableSection, Field, FieldSet, SecretInput } from '@grafana/ui';
import { ACCOUNT_BASED, type NumberSetting as Name } from '../../core';
import { type EditorProps, problemWith, withoutSecret, withSecret, withSetting } from './changes';
import { NumberSetting } from './NumberSetting';
import { SettingField } from './SettingField';

const OF_A_QUERY: readonly Name[] = ['settleDelay', 'freshness', 'maxRows', 'maxQueries'];
const OF_ALL: readonly Name[] = ['budget', 'concurrency'];

/**
 * When a number counts as final, what a single answer and all of them together may take, and where answers are kept: closed, unless
 * something in it is set.
 */
export function LimitsAndCache(props: EditorProps) {
  const { options } = props;
  const { rateLimitType, cache, ...stored } = options.jsonData;
  const numbers: readonly Name[] = [...OF_A_QUERY, ...OF_ALL, 'cacheSize'];
  const [isOpen, setOpen] = useState(
    Boolean(rateLimitType || cache) || numbers.some((name) => stored[name] !== undefined)
  );
  const setting = (name: Name) => <NumberSetting key={name} {...props} name={name} />;
  return (
    <CollapsableSection label="Limits and cache" isOpen={isOpen} onToggle={setOpen}>
      <FieldSet disabled={options.readOnly}>
        {OF_A_QUERY.map(setting)}
        {OF_ALL.map(setting)}
        <RateLimit {...props} />
        {setting('cacheSize')}
        <SharedCache {...props} />
      </FieldSet>
    </CollapsableSection>
  );
}

function RateLimit({ options, onOptionsChange }: EditorProps) {
  const problem = problemWith(options, 'rateLimitType');
  return (
    <Field disabled={options.readOnly} invalid={problem !== undefined} error={problem}>
      <Checkbox
        label="Count by account"
        description="Cloudflare then counts queries by account instead of by token, and all data sources with this account share the budget."
        value={options.jsonData.rateLimitType === ACCOUNT_BASED}
        onChange={({ currentTarget }) =>
          onOptionsChange(withSetting(options, { rateLimitType: currentTarget.checked ? ACCOUNT_BASED : undefined }))
        }
      />
    </Field>
  );
}

/** Only for several Grafana servers: most have one. */
function SharedCache({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  const { cache = '' } = options.jsonData;
  const isConfigured = options.secureJsonFields.cachePassword ?? false;
  return (
    <>
      <SettingField
        label="Shared cache"
        description="Redis or Valkey, for several Grafana servers: they keep to one budget together and share answers."
        disabled={options.readOnly}
        problem={problemWith(options, 'cache')}
        placeholder="redis://valkey.example:6379/0"
        value={cache}
        onChange={({ value }) => onOptionsChange(withSetting(options, { cache: value.trim() || undefined }))}
      />
      {(cache !== '' || isConfigured) && (
        <Field
          label="Password of the shared cache"
          description="Kept by Grafana's server; leave it empty where there is none."
          disabled={options.readOnly}
        >
          <SecretInput
            id={id}
            isConfigured={isConfigured}
            value={options.secureJsonData?.cachePassword ?? ''}
            autoComplete="off"
            onChange={({ currentTarget }) => onOptionsChange(withSecret(options, 'cachePassword', currentTarget.value))}
            onReset={() => onOptionsChange(withoutSecret(options, 'cachePassword'))}
          />
        </Field>
      )}
    </>
  );
}
