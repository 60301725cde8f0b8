/**
 * Builds what the backend embeds: the core as one script for sobek, the SDL of what it may ask, the calls over REST, and what of
 * its decisions the gateway must know.
 *
 *   pkg/core/bundle.js           IIFE with the global StreamCore, ES2017
 *   pkg/gateway/stream.graphql   the core's sdl()
 *   pkg/gateway/endpoints.json   the core's endpoints()
 *   pkg/gateway/policy.json      the core's policy()
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { root } from './root.mjs';

export const BUNDLE = path.join(root, 'pkg/core/bundle.js');
export const SDL = path.join(root, 'pkg/gateway/stream.graphql');
export const ENDPOINTS = path.join(root, 'pkg/gateway/endpoints.json');
export const POLICY = path.join(root, 'pkg/gateway/policy.json');

export async function buildCore() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'src/core/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'StreamCore',
    target: 'es2017',
    // Take libraries as modules where possible: unused parts of a module are left out.
    resolveExtensions: ['.mjs', '.ts', '.js'],
    // Left as a literal, a library's regular expression that nobody uses is dropped; lowered to a constructor, it stays
    // and ends the script in sobek.
    supported: { 'regexp-unicode-property-escapes': true },
    charset: 'utf8',
    logLevel: 'error',
  });
  const bundle = outputFiles[0].text;
  writeChanged(BUNDLE, bundle);
  writeChanged(SDL, vm.runInNewContext(`${bundle}\nStreamCore.sdl()`));
  writeChanged(ENDPOINTS, vm.runInNewContext(`${bundle}\nStreamCore.endpoints()`));
  writeChanged(POLICY, vm.runInNewContext(`${bundle}\nStreamCore.policy()`));
}

/** Leaves a file alone that says the same, so that Go does not compile again. */
function writeChanged(file, text) {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) {
    return;
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildCore();
}
