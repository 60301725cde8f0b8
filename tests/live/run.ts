/**
 * `npm run live`: read-only questions to a real account, answered into artifacts/live.md. About a hundred queries of the budget of
 * 300 in 5 minutes.
 *
 * CLOUDFLARE_API_TOKEN    a token with Account Analytics Read, and Stream Read for all of it
 * CLOUDFLARE_ACCOUNT_ID   the account
 * CLOUDFLARE_API_URL      https://api.cloudflare.com if absent; that of a simulator tries the check itself
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { BINARY } from '../../scripts/binary.mjs';
import { API } from '../../src/core';
import { startBackend } from '../../workbench/backend';
import { report } from './report';

const REPORT = path.join(__dirname, '../../artifacts/live.md');

async function main(): Promise<number> {
  const { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_ACCOUNT_ID: account } = process.env;
  const url = process.env.CLOUDFLARE_API_URL ?? API;
  if (!token || !account) {
    const missing = [!token && 'CLOUDFLARE_API_TOKEN', !account && 'CLOUDFLARE_ACCOUNT_ID'].filter(Boolean);
    console.error(`The live check needs a real account: ${missing.join(' and ')} must be set. Nothing was asked.`);
    return 2;
  }
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  const binary = path.join(__dirname, '../..', BINARY);
  const settings = {
    uid: 'live',
    name: 'Live check',
    url,
    jsonData: { accountId: account },
    secureJsonData: { apiToken: token },
    lastUpdatedMs: Date.now(),
  };
  const plugin = await startBackend({ binary, settings });
  try {
    const { failed, text } = await report({ url, account, token, now: Date.now() }, plugin, console.log);
    fs.mkdirSync(path.dirname(REPORT), { recursive: true });
    fs.writeFileSync(REPORT, text);
    console.log(
      `\n${failed.length === 0 ? 'All holds' : `${failed.length} failed`}. The report is in ${path.relative('.', REPORT)}.`
    );
    return failed.length === 0 ? 0 : 1;
  } finally {
    await plugin.stop();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  }
);
