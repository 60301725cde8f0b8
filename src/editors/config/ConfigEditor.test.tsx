import React, { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { config } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Secrets, Settings } from '../../host/settings';
import { ConfigEditor } from './ConfigEditor';

type Options = DataSourceSettings<Settings, Secrets>;

// Keys typed one by one take their time where many tests share a processor.
jest.setTimeout(30_000);

const ACCOUNT = '0123456789abcdef0123456789abcdef';

/** Renders the editor as Grafana does, and tells what would be saved. */
function edit(given: Partial<Options> = {}) {
  const saved = { options: { url: '', jsonData: {}, secureJsonFields: {}, readOnly: false, ...given } as Options };
  function Page() {
    const [options, setOptions] = useState(saved.options);
    saved.options = options;
    return <ConfigEditor options={options} onOptionsChange={setOptions} />;
  }
  render(<Page />);
  return saved;
}

test('account and token are saved where the backend looks for them, without spaces around', async () => {
  const saved = edit();
  await userEvent.type(screen.getByLabelText(/^Account ID/), ` ${ACCOUNT}`);
  await userEvent.type(screen.getByLabelText(/^API token/), 'secret ');
  expect(saved.options).toMatchObject({ jsonData: { accountId: ACCOUNT }, secureJsonData: { apiToken: 'secret' } });
  expect(screen.queryByRole('alert')).toBeNull();
});

test('an account ID that cannot be one is explained once it was typed', async () => {
  edit();
  await userEvent.type(screen.getByLabelText(/^Account ID/), ACCOUNT.slice(1));
  expect(screen.queryByText(/31 characters/)).toBeNull();
  await userEvent.tab();
  expect(screen.getByText(/32 digits from 0 to 9 and a to f; this one has 31 characters/)).toBeVisible();
  await userEvent.type(screen.getByLabelText(/^Account ID/), 'F');
  await userEvent.tab();
  expect(screen.queryByText(/characters/)).toBeNull();
});

test('a stored token is never shown and can be reset', async () => {
  const saved = edit({ secureJsonFields: { apiToken: true } });
  expect(screen.getByLabelText(/^API token/)).toHaveValue('configured');
  await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(saved.options).toMatchObject({ secureJsonFields: { apiToken: false }, secureJsonData: { apiToken: '' } });
  expect(screen.getByLabelText(/^API token/)).toHaveValue('');
});

test('the help says where a token is made and which permission it needs', () => {
  edit();
  expect(screen.getByText('Account · Account Analytics · Read')).toBeVisible();
  expect(screen.getByText('Account · Stream · Read')).toBeVisible();
  expect(screen.getByRole('link', { name: /Cloudflare profile/ })).toHaveAttribute(
    'href',
    'https://dash.cloudflare.com/profile/api-tokens'
  );
});

test("advanced settings are closed and go to Grafana's standard keys", async () => {
  const saved = edit();
  expect(screen.queryByLabelText(/^API URL/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Advanced' }));
  await userEvent.type(screen.getByLabelText(/^API URL/), 'http://127.0.0.1:8700');
  await userEvent.type(screen.getByLabelText(/^Timeout/), '45');
  await userEvent.click(screen.getByLabelText(/Skip TLS/));
  await userEvent.click(screen.getByLabelText(/With CA/));
  await userEvent.type(screen.getByLabelText('CA certificate'), 'PEM');
  expect(saved.options).toMatchObject({
    url: 'http://127.0.0.1:8700',
    jsonData: { timeout: 45, tlsSkipVerify: true, tlsAuthWithCACert: true },
    secureJsonData: { tlsCACert: 'PEM' },
  });
  await userEvent.clear(screen.getByLabelText(/^Timeout/));
  expect(saved.options.jsonData.timeout).toBeUndefined();
});

test('advanced settings that are in use are open, and a wrong URL is explained', () => {
  edit({ url: 'api.cloudflare.com' });
  expect(screen.getByLabelText(/^API URL/)).toHaveValue('api.cloudflare.com');
  expect(screen.getByText(/begins with https/)).toBeVisible();
});

test('the secure socks proxy is offered where Grafana has one', () => {
  config.secureSocksDSProxyEnabled = true;
  edit({ jsonData: { enableSecureSocksProxy: true } });
  config.secureSocksDSProxyEnabled = false;
  expect(screen.getByText('Secure Socks Proxy')).toBeVisible();
});

test('what is provisioned cannot be changed', () => {
  edit({
    readOnly: true,
    url: 'https://proxy.example',
    jsonData: { accountId: ACCOUNT, tlsAuthWithCACert: true },
    secureJsonFields: { apiToken: true, tlsCACert: true },
  });
  for (const control of [
    ...screen.getAllByRole('textbox'),
    ...screen.getAllByRole('checkbox'),
    ...screen.getAllByRole('button', { name: 'Reset' }),
  ]) {
    expect(control).toBeDisabled();
  }
});

test('limits of a query show their defaults, and what is set is kept as a number', async () => {
  const saved = edit();
  await userEvent.click(screen.getByRole('button', { name: 'Limits' }));
  expect(screen.getByLabelText(/^Most rows/)).toHaveAttribute('placeholder', '500000');
  await userEvent.type(screen.getByLabelText(/^Settle delay/), '600');
  await userEvent.type(screen.getByLabelText(/^Most upstream queries/), '20');
  expect(screen.getByLabelText(/^Budget/)).toHaveAttribute('placeholder', '300');
  await userEvent.type(screen.getByLabelText(/^Budget/), '100');
  await userEvent.type(screen.getByLabelText(/^Cache size/), '128');
  expect(saved.options.jsonData).toEqual({ settleDelay: 600, maxQueries: 20, budget: 100, cacheSize: 128 });
  await userEvent.clear(screen.getByLabelText(/^Settle delay/));
  expect(saved.options.jsonData.settleDelay).toBeUndefined();
});
