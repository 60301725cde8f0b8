import { bytewise } from './bytewise';

export interface Country {
  /** As the API gives it: ISO 3166 alpha-2, or Cloudflare's own XX (unknown) and T1 (Tor). */
  readonly code: string;
  /** Share of all viewings, before normalising. */
  readonly weight: number;
  /** What the clocks show there, in minutes ahead of UTC. Summer time is left out. */
  readonly offsetMinutes: number;
}

const BY_AUDIENCE = `
  US 100 -300, IN 62 330, BR 48 -180, GB 40 0, DE 38 60, JP 34 540, FR 30 60, CA 26 -300, MX 24 -360, ID 22 420,
  ES 19 60, IT 18 60, AU 17 600, KR 16 540, NL 15 60, TR 14 180, PL 13 60, AR 12 -180, PH 12 480, SE 11 60,
  VN 11 420, TH 10 420, CO 10 -300, ZA 9 120, CH 9 60, BE 8 60, AT 8 60, NG 8 60, EG 7 120, MY 7 480,
  SG 6 480, PT 5 0, CZ 5 60, DK 4 60, NO 4 60, FI 3 120, IE 3 0, NZ 2 720, NP 1 345, XX 0.5 0, T1 0.2 0`;

/** By code, ascending, so that an index orders as its code does. */
export const COUNTRIES: readonly Country[] = BY_AUDIENCE.split(',')
  .map((entry) => {
    const [code, weight, offset] = entry.trim().split(' ');
    return { code, weight: Number(weight), offsetMinutes: Number(offset) };
  })
  .sort((a, b) => bytewise(a.code, b.code));
