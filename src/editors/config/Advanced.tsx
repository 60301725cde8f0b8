import React, { useId, useState } from 'react';
import { config } from '@grafana/runtime';
import {
  Checkbox,
  CollapsableSection,
  Field,
  FieldSet,
  Input,
  SecretTextArea,
  SecureSocksProxySettings,
} from '@grafana/ui';
import { type EditorProps, withoutSecret, withSecret, withSetting } from './changes';
import { NumberSetting } from './NumberSetting';

const WIDTH = 60;

/** Where and how the API is reached: closed, unless something in it is set. */
export function Advanced(props: EditorProps) {
  const { options } = props;
  const { timeout, tlsSkipVerify, tlsAuthWithCACert, enableSecureSocksProxy } = options.jsonData;
  const [isOpen, setOpen] = useState(
    Boolean(options.url || timeout || tlsSkipVerify || tlsAuthWithCACert || enableSecureSocksProxy)
  );
  return (
    <CollapsableSection label="Advanced" isOpen={isOpen} onToggle={setOpen}>
      <FieldSet disabled={options.readOnly}>
        <Url {...props} />
        <NumberSetting
          {...props}
          name="timeout"
          label="Timeout"
          description="Until Cloudflare must have answered."
          unit="seconds"
          fallback={30}
        />
        <Tls {...props} />
        {config.secureSocksDSProxyEnabled && <SecureSocksProxySettings {...props} />}
      </FieldSet>
    </CollapsableSection>
  );
}

function Url({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  const [typing, setTyping] = useState(false);
  const wrong = options.url !== '' && !/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(options.url);
  return (
    <Field
      label="API URL"
      description="Only for a proxy or a simulator in place of Cloudflare's own API."
      disabled={options.readOnly}
      invalid={wrong && !typing}
      error="A URL begins with https:// or http:// and has no query, such as https://api.cloudflare.com."
    >
      <Input
        id={id}
        width={WIDTH}
        value={options.url}
        placeholder="https://api.cloudflare.com"
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onOptionsChange({ ...options, url: currentTarget.value.trim() })}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
      />
    </Field>
  );
}

function Tls({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  const { tlsSkipVerify = false, tlsAuthWithCACert = false } = options.jsonData;
  return (
    <>
      <Field disabled={options.readOnly}>
        <Checkbox
          label="Skip TLS verification"
          description="Accept any certificate. Whoever stands in between can then read the token."
          value={tlsSkipVerify}
          onChange={({ currentTarget }) =>
            onOptionsChange(withSetting(options, { tlsSkipVerify: currentTarget.checked }))
          }
        />
      </Field>
      <Field disabled={options.readOnly}>
        <Checkbox
          label="With CA certificate"
          description="For a proxy whose certificate comes from an authority of your own."
          value={tlsAuthWithCACert}
          onChange={({ currentTarget }) =>
            onOptionsChange(withSetting(options, { tlsAuthWithCACert: currentTarget.checked }))
          }
        />
      </Field>
      {tlsAuthWithCACert && (
        <Field label="CA certificate" disabled={options.readOnly}>
          <SecretTextArea
            id={id}
            cols={WIDTH}
            rows={5}
            placeholder="-----BEGIN CERTIFICATE-----"
            isConfigured={options.secureJsonFields.tlsCACert ?? false}
            value={options.secureJsonData?.tlsCACert ?? ''}
            onChange={({ currentTarget }) => onOptionsChange(withSecret(options, 'tlsCACert', currentTarget.value))}
            onReset={() => onOptionsChange(withoutSecret(options, 'tlsCACert'))}
          />
        </Field>
      )}
    </>
  );
}
