import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './root.mjs';

/**
 * What a clean clone needs before anything else: Node and Go of the right age, and the packages of package-lock.json.
 * Ends the process with one plain line for each that is missing.
 *
 * @param quiet whether standard output belongs to somebody else
 */
export function prerequisites({ quiet = false } = {}) {
  const complaints = [nodeComplaint(process.versions.node), goComplaint(goVersion(), wantedGo())].filter(Boolean);
  if (complaints.length > 0) {
    complaints.forEach((line) => process.stderr.write(`${line}\n`));
    process.exit(1);
  }
  if (!installed(root)) {
    install(root, { quiet });
  }
}

export const nodeComplaint = (version) =>
  older(version, '20') ? `Node 20 or newer is needed, this is ${version}: https://nodejs.org` : undefined;

/** `version` is undefined where there is no Go. */
export const goComplaint = (version, wanted) =>
  version === undefined
    ? `Go ${wanted} or newer is needed, none was found: https://go.dev/dl`
    : older(version, wanted)
      ? `Go ${wanted} or newer is needed, this is ${version}: https://go.dev/dl`
      : undefined;

/** Compares dotted versions number by number; what is absent counts as 0. */
export function older(version, wanted) {
  const [have, want] = [version, wanted].map((text) => text.split('.').map((part) => parseInt(part, 10) || 0));
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}

/** Of the Go that is installed, not of one that it would download for our go.mod. */
function goVersion() {
  const env = { ...process.env, GOTOOLCHAIN: 'local' };
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', cwd: os.tmpdir(), env });
  return stdout?.match(/^go(\d[\d.]*)/)?.[1];
}

const wantedGo = () => fs.readFileSync(path.join(root, 'go.mod'), 'utf8').match(/^go (\S+)/m)[1];

/** Whether every package of the lock file is there in its version; one for another platform need not be. */
export const complete = (wanted, present) =>
  Object.entries(wanted).every(
    ([folder, { version, optional, devOptional }]) =>
      folder === '' || present[folder]?.version === version || (!present[folder] && (optional || devOptional))
  );

/** Whether a folder has the packages of its package-lock.json. npm writes down what it has installed, as its last step. */
export function installed(folder) {
  const marker = path.join(folder, 'node_modules/.package-lock.json');
  const packages = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  return fs.existsSync(marker) && complete(packages(path.join(folder, 'package-lock.json')), packages(marker));
}

/** Installs them. Errors: npm's, after its output. */
export function install(folder, { quiet = false } = {}) {
  process.stderr.write('Installing packages (npm ci), about a minute …\n');
  const args = ['ci', '--no-progress', '--loglevel', 'error'];
  execFileSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}
