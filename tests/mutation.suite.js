const fs = require('node:fs');
const path = require('node:path');

/** All fast tests of the core as one suite, so that each mutant loads the code once. */
const folders = ['src/core/time', 'src/core/execution', 'src/core/frames', 'tests/conformance'];
const root = path.join(__dirname, '..');

for (const folder of folders) {
  for (const name of fs.readdirSync(path.join(root, folder)).filter((each) => each.endsWith('.test.ts'))) {
    describe(name, () => {
      require(path.join(root, folder, name));
    });
  }
}
