import { expect, test } from 'vitest';
import { mountTypeOf, networkFileSystemOf } from './network-file-systems.ts';

test.each([
  [0x6969, 'nfs4', 'NFS'],
  [0xff534d42, 'cifs', 'CIFS'],
  [0xff534d42 | 0, 'cifs', 'CIFS'],
  [0xfe534d42, 'smb3', 'SMB2'],
  [0x01021997, '9p', '9P'],
  [0x65735546, 'fuse.sshfs', 'fuse.sshfs'],
  [0x65735546, 'fuse.s3fs', 'fuse.s3fs'],
  [0x65735546, 'fuse.fuse-overlayfs', null],
  [0x65735546, 'fuseblk', null],
  [0x65735546, null, null],
  [0xef53, 'ext4', null],
  [0x9123683e, 'btrfs', null],
  [0x58465342, 'xfs', null],
  [0x01021994, 'tmpfs', null],
  [0x794c7630, 'overlay', null],
])('the file system 0x%i of type %s is one of the network: %s', (type, mountType, network) => {
  expect(networkFileSystemOf(type, mountType)).toBe(network);
});

const mounts = [
  '22 1 0:20 / / rw,relatime shared:1 - overlay overlay rw',
  '30 22 0:25 / /srv rw shared:2 - ext4 /dev/sda1 rw',
  '31 30 0:26 / /srv/data rw shared:3 - fuse.sshfs host:/data rw',
  '32 30 0:27 / /srv/with\\040space rw - nfs4 host:/x rw',
  '33 30 0:28 / /srv/twice rw - ext4 /dev/sdb1 rw',
  '34 33 0:29 / /srv/twice rw - cifs //host/x rw',
].join('\n');

test.each([
  ['/home/aval', 'overlay'],
  ['/srv', 'ext4'],
  ['/srv/other', 'ext4'],
  ['/srv/database', 'ext4'],
  ['/srv/data', 'fuse.sshfs'],
  ['/srv/data/aval', 'fuse.sshfs'],
  ['/srv/with space/aval', 'nfs4'],
  ['/srv/twice/aval', 'cifs'],
])('the folder %s lies on the mount nearest above it: %s', (folder, type) => {
  expect(mountTypeOf(folder, mounts)).toBe(type);
});

test('without a list of mounts nothing is known', () => {
  expect(mountTypeOf('/srv', '')).toBeNull();
});
