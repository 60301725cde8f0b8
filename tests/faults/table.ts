import fs from 'node:fs';
import path from 'node:path';
import type { Counts, Played } from './play';
import { SCENARIOS, type Outcome, type Scenario } from './scenarios';

/** The page whose table says what trouble does. */
export const PAGE = path.join(__dirname, '../../docs/reliability.md');

const WORDS: Readonly<Record<Outcome, string>> = { right: 'right', stale: 'older, and says so', error: 'in error' };

const HEAD = '| Trouble | Panels are | Alert rules are | Panels: right, older, in error | Rules: right, in error |';

const outcomes = (of: readonly Outcome[]): string => of.map((each) => WORDS[each]).join(', or ');

/** What a row says of a scenario, whatever was counted. */
export const said = ({ name, panels, rules }: Scenario): string =>
  `| ${name} | ${outcomes(panels)} | ${outcomes(rules)} |`;

const counted = ({ panels, rules }: Pick<Played, 'panels' | 'rules'>): string =>
  `${numbers(panels)} | ${rules.right}, ${rules.error} |`;

const numbers = ({ right, stale, error }: Counts): string => `${right}, ${stale}, ${error}`;

/** Where the table stands on the page: its rows without the head, from line to line. */
function place(lines: readonly string[]): { first: number; last: number } {
  const head = lines.findIndex((line) => cells(line)[0] === cells(HEAD)[0]);
  const end = lines.findIndex((line, i) => i > head && !line.startsWith('|'));
  return { first: head + 2, last: end };
}

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The first cells of the table's rows, as they stand there. */
export function rows(): string[] {
  const lines = fs.readFileSync(PAGE, 'utf8').split('\n');
  const { first, last } = place(lines);
  return lines.slice(first, last).map((line) => `| ${cells(line).slice(0, 3).join(' | ')} |`);
}

/** Writes the table anew. @param played in the order of SCENARIOS */
export function write(played: readonly Played[]): void {
  const lines = fs.readFileSync(PAGE, 'utf8').split('\n');
  const { first, last } = place(lines);
  const made = SCENARIOS.map((scenario, i) => `${said(scenario)} ${counted(played[i])}`);
  lines.splice(first, last - first, ...made);
  fs.writeFileSync(PAGE, lines.join('\n'));
}
