export type StorageRefusedCode =
  | 'storage.driver_missing'
  | 'storage.version'
  | 'storage.network_file_system'
  | 'storage.folder'
  | 'storage.locked'
  | 'storage.setting'
  | 'storage.secret'
  | 'storage.damaged'
  | 'storage.schema_old'
  | 'storage.schema_new'
  | 'storage.unreachable';

/**
 * The database must not be used as it is, so the server does not start. The message says what is
 * wrong and what to do about it; it goes to the operator's terminal.
 */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused';
  readonly code: StorageRefusedCode;

  constructor(code: StorageRefusedCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
