import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './builds.mjs';
import { forget } from './fresh.mjs';
import { root } from './root.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Go and the core are built here. */
const BUILT_FROM = ['src/core', 'pkg'];

/** What the workbench's process is made of: a change of any starts it anew, and the page loads itself again. */
const STARTED_FROM = ['workbench', 'workbench/dist', 'simulator', 'dist'];

/** The bundlers watch their own sources. */
const WATCHERS = [
  ['webpack', '-w', '-c', './webpack.config.ts', '--env', 'development'],
  ['rsbuild', 'build', '--watch', '--config', 'workbench/rsbuild.config.mjs'],
];

/** Runs the workbench, builds what changes, and starts it again. Ends everything on SIGINT and SIGTERM. */
export function develop() {
  forget('frontend');
  const watchers = WATCHERS.map(([command, ...args]) =>
    spawn(path.join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  );
  let workbench = startWorkbench();

  onChange(BUILT_FROM, () => build({ names: ['core', 'backend'], say }).catch((error) => say(error.message)));
  onChange(STARTED_FROM, async () => {
    await end(workbench);
    workbench = startWorkbench();
  });

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await Promise.all([workbench, ...watchers].map(end));
      process.exit(0);
    });
  }
}

const startWorkbench = () =>
  spawn(process.execPath, ['--import', 'tsx', 'workbench/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

const end = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      return resolve();
    }
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });

/** Calls `act` when the folders have been still for a moment after a change, never twice at a time. */
function onChange(folders, act) {
  let timer;
  let busy = Promise.resolve();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (busy = busy.then(act)), 300);
  };
  for (const folder of folders) {
    // The page's sources are the bundler's.
    fs.watch(path.join(root, folder), { recursive: folder !== 'workbench' }, later);
  }
}
