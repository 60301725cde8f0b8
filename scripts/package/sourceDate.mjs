import { spawnSync } from 'node:child_process';
import { root } from '../root.mjs';

/**
 * The time that a package's files have, in seconds since the epoch: SOURCE_DATE_EPOCH, else the commit's.
 * Errors: neither is there.
 */
export function sourceDate(given = process.env.SOURCE_DATE_EPOCH) {
  const { stdout } = given
    ? { stdout: given }
    : spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  const seconds = Number(stdout?.trim() || NaN);
  if (!Number.isSafeInteger(seconds)) {
    throw new Error(
      'A package has the time of its commit, and there is none. In a folder without git, set SOURCE_DATE_EPOCH to seconds since 1970.'
    );
  }
  return seconds;
}
