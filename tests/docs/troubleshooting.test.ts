import fs from 'node:fs';
import path from 'node:path';
import { messages } from './messages';

const ROOT = path.join(__dirname, '../..');

test('every error and notice that the code can show is a heading of the page on troubleshooting, and there is no other', () => {
  const page = fs.readFileSync(path.join(ROOT, 'docs/troubleshooting.md'), 'utf8');
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(new Set(headings).size).toBe(headings.length);
  expect([...headings].sort()).toEqual(messages(ROOT));
});
