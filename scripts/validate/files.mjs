import fs from 'node:fs';
import path from 'node:path';

/**
 * Every file below a folder, by its path in there with slashes.
 *
 * @returns { bytes, mode } of each; mode is the Unix permissions alone, such as 0o644. Empty where there is no folder.
 */
export function filesBelow(folder) {
  const found = {};
  const walk = (name) => {
    const file = path.join(folder, name);
    const stat = fs.statSync(file);
    if (stat.isDirectory()) {
      fs.readdirSync(file)
        .sort()
        .forEach((child) => walk(path.join(name, child)));
    } else {
      found[name.split(path.sep).join('/')] = { bytes: fs.readFileSync(file), mode: stat.mode & 0o777 };
    }
  };
  if (fs.existsSync(folder)) {
    walk('.');
  }
  return found;
}
