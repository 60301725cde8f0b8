import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';

/**
 * Runs a command in the root, its input closed. Commands of installed packages are found first.
 *
 * @param onLine gets each line of both outputs as it comes
 * @returns exit code and all output; -1 where the command could not be started
 */
export function run(command, args, { env = {}, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...env, PATH: path.join(root, 'node_modules/.bin') + path.delimiter + process.env.PATH },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text) => {
        output.push(text);
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        lines.forEach((line) => onLine?.(line));
      });
    }
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output: output.join('') }));
  });
}
