import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from './rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  const secret = {
    clientKey: 'client',
    clientSecret: 'secret-of-the-client',
    username: 'api',
    password: 'password-of-the-api-user',
  };
  const kind = 'interworks-platform' as const;
  const aConnection = (name: string, changes: { baseUri?: string; kind?: string } = {}) => ({
    kind,
    name,
    baseUri: 'https://Platform.example/bss/',
    secret,
    settings: {},
    ...changes,
  });

  test('a connection gives its secret back for a call, and to nobody else', async () => {
    const { access } = rooms;
    const connection = ok(await access.addConnection(demo, aConnection('one')));
    expect(connection).toMatchObject({ baseUri: 'https://platform.example/bss' });
    expect(connection).not.toHaveProperty('secret');
    expect((await access.openConnection(demo, kind, 'one'))?.secret).toEqual(secret);
    expect(await access.openConnection(second, kind, 'one')).toBeNull();
  });

  test('what is stored of a secret opens nothing in another row', async () => {
    const { access, storage } = rooms;
    const left = ok(await access.addConnection(demo, aConnection('left')));
    const right = ok(await access.addConnection(demo, aConnection('right')));
    const row = await storage.db
      .selectFrom('connection')
      .select('secret')
      .where('connection_id', '=', left.connectionId)
      .executeTakeFirstOrThrow();
    expect(row.secret).not.toContain('secret-of-the-client');
    await storage.commit({
      tenantId: demo,
      key: null,
      credit: [],
      deadlineAt: null,
      rows: {
        ifDone: [
          {
            op: 'update',
            table: 'connection',
            set: { secret: row.secret },
            where: { tenant_id: demo, connection_id: right.connectionId },
          },
        ],
        ifRefused: [],
      },
    });
    await expect(access.openConnection(demo, kind, 'right')).rejects.toThrow();
  });

  test('a secret and the settings can be changed one by one', async () => {
    const { access } = rooms;
    const { connectionId } = ok(await access.addConnection(demo, aConnection('changing')));
    const settings = { mappingConfirmed: 'true' };
    ok(await access.rotateConnection(demo, connectionId, { secret: null, settings }));
    const next = { ...secret, password: 'another' };
    ok(await access.rotateConnection(demo, connectionId, { secret: next, settings: null }));
    const opened = await access.openConnection(demo, kind, 'changing');
    expect(opened?.secret).toEqual(next);
    expect(opened?.settings).toEqual(settings);
  });

  test('a connection in use is opened once, and a change of it is used at once', async () => {
    const { access } = rooms;
    const { connectionId } = ok(await access.addConnection(demo, aConnection('in use')));
    const open = () => access.openConnection(demo, kind, 'in use');
    const first = await open();
    expect(await open()).toBe(first);
    const next = { ...secret, password: 'another' };
    ok(await access.rotateConnection(demo, connectionId, { secret: next, settings: null }));
    expect((await open())?.secret).toEqual(next);
    ok(await access.revokeConnection(demo, connectionId));
    expect(await open()).toBeNull();
  });

  test('a revoked connection keeps no secret and gives its name free', async () => {
    const { access, storage } = rooms;
    const { connectionId } = ok(await access.addConnection(demo, aConnection('old')));
    expect(codeOf(await access.addConnection(demo, aConnection('old')))).toBe(
      'access.connection_exists',
    );
    ok(await access.revokeConnection(demo, connectionId));
    expect(await access.openConnection(demo, kind, 'old')).toBeNull();
    const row = await storage.db
      .selectFrom('connection')
      .select('secret')
      .where('connection_id', '=', connectionId)
      .executeTakeFirstOrThrow();
    expect(row.secret).toBe('');
    const change = { secret, settings: null };
    expect(codeOf(await access.rotateConnection(demo, connectionId, change))).toBe(
      'access.connection_over',
    );
    expect(codeOf(await access.addConnection(demo, aConnection('old')))).toBe('ok');
  });

  test.each([
    'ftp://platform.example',
    'https://user:secret@platform.example',
    'https://platform.example/?to=elsewhere',
    'https://platform.example/#here',
    'https:\\\\platform.example',
    'platform.example',
    '',
  ])('%j is no base address', async (baseUri) => {
    expect(codeOf(await rooms.access.addConnection(demo, aConnection('bad', { baseUri })))).toBe(
      'access.address_invalid',
    );
  });

  test('a secret needs all its members and takes no others', async () => {
    const { access } = rooms;
    const { password: _, ...missing } = secret;
    for (const wrong of [missing, { ...secret, more: 'x' }, { ...secret, password: '' }]) {
      const answer = await access.addConnection(demo, { ...aConnection('bad'), secret: wrong });
      expect(codeOf(answer)).toBe('access.secret_invalid');
    }
  });
});
