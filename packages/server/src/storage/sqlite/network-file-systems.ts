/** Type numbers of Linux's `statfs` under which other machines may write the same file. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
]);

const fuse = 0x65735546;
const remoteFuse =
  /^fuse\.(?:sshfs|glusterfs|cephfs|ceph-fuse|s3fs|goofys|gcsfuse|rclone|juicefs|davfs|curlftpfs|mergerfs|moosefs|mfs|nfs|smbnetfs|afp|blobfuse2?|ntfs-remote|mount-s3|mountpoint-s3|weed|seaweedfs|geesefs)/;

/**
 * The name of the network file system behind a `statfs` type, or null for a local one. SQLite's
 * locks and its shared memory do not hold there. FUSE alone says nothing: its `mountType` decides
 * (`fuse.sshfs`), as containers use local FUSE file systems too.
 */
export function networkFileSystemOf(type: number, mountType: string | null): string | null {
  // The number is a signed 32-bit one on some platforms.
  const known = networkTypes.get(type >>> 0);
  if (known !== undefined) return known;
  if (type >>> 0 !== fuse || mountType === null) return null;
  return remoteFuse.test(mountType) ? mountType : null;
}

/**
 * The type of the mount that holds a folder, from the text of `/proc/self/mountinfo`: that of the
 * longest mount point above it, the last one where several were mounted on each other.
 */
export function mountTypeOf(folder: string, mountInfo: string): string | null {
  let best: { readonly point: string; readonly type: string } | null = null;
  for (const line of mountInfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = unescapeMount(before.split(' ')[4] ?? '');
    const type = after.split(' ')[0] ?? '';
    if (point === '' || !isWithin(folder, point)) continue;
    if (best === null || point.length >= best.point.length) best = { point, type };
  }
  return best?.type ?? null;
}

function isWithin(folder: string, point: string): boolean {
  return point === '/' || folder === point || folder.startsWith(`${point}/`);
}

/** Spaces and the like stand as octal numbers in the list of mounts. */
function unescapeMount(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
