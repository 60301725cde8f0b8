import React, { useId, useState } from 'react';
import { config } from '@grafana/runtime';
import { Checkbox, CollapsableSection, Field, FieldSet, SecretTextArea, SecureSocksProxySettings } from '@grafana/ui';
import { type EditorProps, problemWith, withoutSecret, withSecret, withSetting } from './changes';
import { NumberSetting } from './NumberSetting';
import { SettingField } from './SettingField';

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
        <NumberSetting {...props} name="timeout" />
        <Tls {...props} />
        {config.secureSocksDSProxyEnabled && <SecureSocksProxySettings {...props} />}
      </FieldSet>
    </CollapsableSection>
  );
}

const Url = ({ options, onOptionsChange }: EditorProps) => (
  <SettingField
    label="API URL"
    description="Only for a proxy or a simulator in place of Cloudflare's own API."
    disabled={options.readOnly}
    problem={problemWith(options, 'url')}
    value={options.url}
    placeholder="https://api.cloudflare.com"
    onChange={({ value }) => onOptionsChange({ ...options, url: value.trim() })}
  />
);

function Tls({ options, onOptionsChange }: EditorProps) {
  const id = useId();
  const { tlsSkipVerify = false, tlsAuthWithCACert = false } = options.jsonData;
  return (
    <>
      <Field disabled={options.readOnly}>
        <Checkbox
          label="Skip TLS verification"
          description="Accept any certificate. Anybody in between can then read the token."
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
