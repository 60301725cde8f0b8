import { archive } from './archive.mjs';

const file = (text: string, mode = 0o644) => ({ bytes: Buffer.from(text), mode });
const NOON = Date.UTC(2026, 10, 25, 12, 30, 8) / 1000;

/** Names, modes and times as the directory at a zip's end has them (APPNOTE.TXT, 4.3.12). */
function listed(zip: Uint8Array): Array<[name: string, mode: number, time: string]> {
  const bytes = Buffer.from(zip);
  const found: Array<[string, number, string]> = [];
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 46)) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const [time, day] = [bytes.readUInt16LE(at + 12), bytes.readUInt16LE(at + 14)];
    const date = [(day >> 9) + 1980, (day >> 5) & 15, day & 31].join('-');
    const clock = [time >> 11, (time >> 5) & 63, (time & 31) * 2].join(':');
    expect(bytes.readUInt8(at + 5)).toBe(3);
    found.push([name, bytes.readUInt16LE(at + 40) & 0o777, `${date} ${clock}`]);
  }
  return found;
}

it('has its files sorted, with their modes and one time, in UTC', () => {
  const zip = archive({ 'x/run': file('run', 0o755), 'x/a.png': file('a') }, NOON);
  expect(listed(zip)).toEqual([
    ['x/a.png', 0o644, '2026-11-25 12:30:8'],
    ['x/run', 0o755, '2026-11-25 12:30:8'],
  ]);
});

it('depends on neither the order of its files nor the zone of the machine', () => {
  const before = process.env.TZ;
  const there = archive({ b: file('b'), a: file('a') }, NOON);
  process.env.TZ = 'Pacific/Auckland';
  try {
    expect(archive({ a: file('a'), b: file('b') }, NOON)).toEqual(there);
  } finally {
    process.env.TZ = before;
  }
});
