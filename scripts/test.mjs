/**
 * `npm test`: everything that can be checked without Grafana or an account. The last line counts single tests of jest, Go and
 * the browser, and one each for types, lint, vet and every build. Ends with code 1 if anything failed.
 */
import { prerequisites } from './prerequisites.mjs';

prerequisites();
const { CHECKS } = await import('./checks.mjs');
const say = (line) => process.stdout.write(`${line}\n`);

const started = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const broken = [];

async function check({ name, run }) {
  const began = Date.now();
  say(`  ${name} …`);
  const { passed, failed, skipped = 0, output } = await run();
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(
    `${failed === 0 ? '✓' : '✗'} ${name}: ${counted({ passed, failed })}${skipped > 0 ? `, ${skipped} skipped` : ''} (${seconds} s)`
  );
  if (failed > 0) {
    broken.push(name);
    say(`\n${output.trim()}\n`);
  }
}

/** Checks of a lane follow one another; lanes of a phase run side by side. */
for (const phase of CHECKS) {
  await Promise.all(
    phase.map(async (lane) => {
      for (const each of lane) {
        await check(each);
      }
    })
  );
}

say(
  `\nTook ${((Date.now() - started) / 1000).toFixed(0)} s.${broken.length > 0 ? ` Failed: ${broken.join(', ')}.` : ''}`
);
if (totals.skipped > 0) {
  say(`Skipped: ${totals.skipped}, see above.`);
}
say(counted(totals));
process.exit(totals.failed === 0 ? 0 : 1);

function counted({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
