import React, { useId, useState } from 'react';
import { Box, Field, FieldSet, Input, SecretInput, Text, TextLink } from '@grafana/ui';
import { Advanced } from './Advanced';
import { type EditorProps, withoutSecret, withSecret, withSetting } from './changes';
import { QueryLimits } from './QueryLimits';

const WIDTH = 60;

/** Settings of the data source. What is provisioned can be read here and not changed. */
export function ConfigEditor(props: EditorProps) {
  const { options } = props;
  return (
    <>
      <FieldSet label="Cloudflare account" disabled={options.readOnly}>
        <TokenHelp />
        <AccountId {...props} />
        <ApiToken {...props} />
      </FieldSet>
      <QueryLimits {...props} />
      <Advanced {...props} />
    </>
  );
}

function AccountId({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  const [typing, setTyping] = useState(false);
  const value = options.jsonData.accountId ?? '';
  const wrong = value !== '' && !/^[0-9a-f]{32}$/i.test(value);
  return (
    <Field
      label="Account ID"
      description="The 32 digits behind dash.cloudflare.com/ in the address of your Cloudflare dashboard."
      required
      disabled={options.readOnly}
      invalid={wrong && !typing}
      error={`An account ID has 32 digits from 0 to 9 and a to f; this one has ${value.length} characters.`}
    >
      <Input
        id={id}
        width={WIDTH}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) =>
          onOptionsChange(withSetting(options, { accountId: currentTarget.value.trim() }))
        }
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
      />
    </Field>
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
        width={WIDTH}
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
      viewers need <Text weight="medium">Account · Stream · Read</Text> as well; all else goes without.
    </Text>
  </Box>
);
