import React, { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { config } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Secrets, Settings } from '../../host/settings';
import { ConfigEditor } from './ConfigEditor';

type Options = DataSourceSettings<Settings, Secrets>;

// Keys typed one by one take their time where many tests share a processor.
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
  expect(screen.getByText(/must begin with https/)).toBeVisible();
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

test('limits show their defaults, and what is set is kept as a number', async () => {
  const saved = edit();
  await userEvent.click(screen.getByRole('button', { name: 'Limits and cache' }));
  const shown = {
    'Settle delay': '300',
    Freshness: '60',
    'Most rows': '500000',
    'Most upstream queries': '150',
    Budget: '300',
    Concurrency: '8',
    'Cache size': '64',
  };
  for (const [label, fallback] of Object.entries(shown)) {
    expect(screen.getByLabelText(new RegExp(`^${label}`))).toHaveAttribute('placeholder', fallback);
    await userEvent.type(screen.getByLabelText(new RegExp(`^${label}`)), '20');
  }
  const twenty = ['settleDelay', 'freshness', 'maxRows', 'maxQueries', 'budget', 'concurrency', 'cacheSize'];
  expect(saved.options.jsonData).toEqual(Object.fromEntries(twenty.map((name) => [name, 20])));
  await userEvent.clear(screen.getByLabelText(/^Settle delay/));
  expect(saved.options.jsonData.settleDelay).toBeUndefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a number out of its bounds is kept and explained', async () => {
  const saved = edit({ jsonData: { concurrency: 8 } });
  const concurrency = screen.getByLabelText(/^Concurrency/);
  await userEvent.clear(concurrency);
  await userEvent.type(concurrency, '64');
  expect(screen.queryByText(/from 1 to 64/)).toBeNull();
  await userEvent.type(concurrency, '0');
  expect(screen.getByText('Concurrency must be a whole number of queries from 1 to 64.')).toBeVisible();
  expect(saved.options.jsonData.concurrency).toBe(640);
});

test('queries are counted by account where that is wanted', async () => {
  const saved = edit();
  await userEvent.click(screen.getByRole('button', { name: 'Limits and cache' }));
  await userEvent.click(screen.getByLabelText(/^Count by account/));
  expect(saved.options.jsonData).toEqual({ rateLimitType: 'account-based' });
  await userEvent.click(screen.getByLabelText(/^Count by account/));
  expect(saved.options.jsonData.rateLimitType).toBeUndefined();
});

test('a shared cache has its password apart, and one in its address is refused', async () => {
  const saved = edit();
  await userEvent.click(screen.getByRole('button', { name: 'Limits and cache' }));
  expect(screen.queryByLabelText(/^Password of the shared cache/)).toBeNull();
  await userEvent.type(screen.getByLabelText(/^Shared cache/), 'redis://u:p@cache');
  await userEvent.type(screen.getByLabelText(/^Password of the shared cache/), 'hidden');
  expect(saved.options).toMatchObject({
    jsonData: { cache: 'redis://u:p@cache' },
    secureJsonData: { cachePassword: 'hidden' },
  });
  expect(screen.getByText(/a field of its own/)).toBeVisible();
  await userEvent.clear(screen.getByLabelText(/^Shared cache/));
  await userEvent.type(screen.getByLabelText(/^Shared cache/), 'redis://cache:6379');
  await userEvent.tab();
  expect(screen.queryByText(/a field of its own/)).toBeNull();
});
