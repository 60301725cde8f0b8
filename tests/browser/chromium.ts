import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '../../node_modules/.cache/chromium');

/**
 * Unpacks the Chromium of @sparticuz/chromium, once, into a folder of its own: the package takes any file of that name
 * that is there already. Its own `args` are not for tests: one ends the browser with the first closed context.
 */
export async function launchOptions() {
  const { default: chromium } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  fs.mkdirSync(FOLDER, { recursive: true });
  process.env.TMPDIR = FOLDER;
  try {
    return { executablePath: await chromium.executablePath(), args: ['--no-sandbox'] };
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
}
