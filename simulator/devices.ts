/** What Stream Player reports about the device it plays on. */
export interface Device {
  readonly type: string;
  readonly os: string;
  readonly browser: string;
  /** Share of Stream Player's viewings, before normalising. */
  readonly weight: number;
}

export const DEVICES: readonly Device[] = [
  { type: 'desktop', os: 'Windows', browser: 'Chrome', weight: 26 },
  { type: 'desktop', os: 'Windows', browser: 'Edge', weight: 8 },
  { type: 'desktop', os: 'Windows', browser: 'Firefox', weight: 4 },
  { type: 'desktop', os: 'macOS', browser: 'Safari', weight: 7 },
  { type: 'desktop', os: 'macOS', browser: 'Chrome', weight: 6 },
  { type: 'desktop', os: 'Linux', browser: 'Firefox', weight: 2 },
  { type: 'mobile', os: 'Android', browser: 'Chrome', weight: 22 },
  { type: 'mobile', os: 'iOS', browser: 'Safari', weight: 17 },
  { type: 'tablet', os: 'iOS', browser: 'Safari', weight: 4 },
  { type: 'tablet', os: 'Android', browser: 'Chrome', weight: 2 },
  { type: 'tv', os: 'Tizen', browser: 'Samsung Internet', weight: 1 },
  { type: '', os: '', browser: '', weight: 1 },
];
