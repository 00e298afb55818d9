/** For messages: the versions that {@link isSafeVersion} accepts. */
export const safeVersions = '3.51.3 or newer (or 3.50.7, 3.44.6 of the older branches)';

/**
 * Whether a version of SQLite is free of the fault by which a reset of the write-ahead log can lose
 * commits (3.7.0 to 3.51.2; mended in 3.51.3 and carried back to two older branches).
 */
export function isSafeVersion(version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (match === null) return false;
  const [major = 0, minor = 0, patch = 0] = match.slice(1).map(Number);
  if (major !== 3) return major > 3;
  const patchMin = { 44: 6, 50: 7, 51: 3 }[minor];
  return patchMin === undefined ? minor > 51 : patch >= patchMin;
}
