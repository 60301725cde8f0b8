import React, { useId } from 'react';
import { Box, Field, FieldSet, SecretInput, Text, TextLink } from '@grafana/ui';
import { Advanced } from './Advanced';
import { type EditorProps, problemWith, withoutSecret, withSecret, withSetting } from './changes';
import { LimitsAndCache } from './LimitsAndCache';
import { SettingField } from './SettingField';

/** Settings of the data source. What is provisioned can be read here and not changed. */
export function ConfigEditor(props: EditorProps) {
  const { options } = props;
  return (
    <Box maxWidth={70}>
      <FieldSet label="Cloudflare account" disabled={options.readOnly}>
        <TokenHelp />
        <AccountId {...props} />
        <ApiToken {...props} />
      </FieldSet>
      <LimitsAndCache {...props} />
      <Advanced {...props} />
    </Box>
  );
}

function AccountId({ options, onOptionsChange }: EditorProps) {
  const value = options.jsonData.accountId ?? '';
  return (
    <SettingField
      label="Account ID"
      description="The 32 digits after dash.cloudflare.com/ in the address of your Cloudflare dashboard."
      required
      disabled={options.readOnly}
      problem={value === '' ? undefined : problemWith(options, 'accountId')}
      value={value}
      onChange={({ value: typed }) => onOptionsChange(withSetting(options, { accountId: typed.trim() }))}
    />
  );
}

function ApiToken({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  return (
    <Field
      label="API token"
      description="Kept by Grafana's server; nobody can read it again."
      required
      disabled={options.readOnly}
    >
      <SecretInput
        id={id}
        isConfigured={options.secureJsonFields.apiToken ?? false}
        value={options.secureJsonData?.apiToken ?? ''}
        autoComplete="off"
        onChange={({ currentTarget }) => onOptionsChange(withSecret(options, 'apiToken', currentTarget.value.trim()))}
        onReset={() => onOptionsChange(withoutSecret(options, 'apiToken'))}
      />
    </Field>
  );
}

const TokenHelp = () => (
  <Box marginBottom={2}>
    <Text element="p" color="secondary">
      The token needs one permission: <Text weight="medium">Account · Account Analytics · Read</Text>. Make one{' '}
      <TextLink href="https://dash.cloudflare.com/profile/api-tokens" external inline>
        in your Cloudflare profile
      </TextLink>
      , or one that the account owns under Manage account → Account API tokens. Videos, live inputs, storage and live
      viewers need <Text weight="medium">Account · Stream · Read</Text> as well; everything else works without it.
    </Text>
  </Box>
);
