import { zipSync } from 'fflate';

/** Unix, in the high byte of "version made by": only so are the modes believed. */
const UNIX = 3;

/** Nothing is squeezed twice. */
const SQUEEZED = /\.(png|woff2)$/;

/**
 * A zip whose bytes depend on its files alone: sorted, all of one time, compressed by a library and not by whatever zlib Node has.
 *
 * @param files by path within the zip: bytes and Unix mode, such as 0o755
 * @param seconds since the epoch, from 1980 on: the time of each file. A zip knows even seconds of a local time; here it is UTC.
 * @returns the zip's bytes
 */
export function archive(files, seconds) {
  const utc = new Date(seconds * 1000);
  const mtime = new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds()
  );
  const paths = Object.keys(files).sort();
  return zipSync(
    Object.fromEntries(
      paths.map((path) => {
        const { bytes, mode } = files[path];
        const level = SQUEEZED.test(path) ? 0 : 6;
        return [path, [bytes, { mtime, level, os: UNIX, attrs: (0o100000 | mode) << 16 }]];
      })
    )
  );
}
