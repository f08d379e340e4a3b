/** What can be wrong with the place where data is kept, as one clear line for people. */

/** `message` is one line that says what to do; `cause` is what the system reported. */
export class StorageError extends Error {}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const SQLITE = { busy: 5, locked: 6, readonly: 8, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 };

/** Turns what opening `file` in `folder` threw into a line for people; unknown errors keep their own words. */
export function explainStorageError(error: unknown, folder: string, file: string): StorageError {
  return new StorageError(explain(error, folder, file), { cause: error });
}

function explain(error: unknown, folder: string, file: string): string {
  const unwritable = `数据文件夹不能写入：${folder}。请检查权限，或用 DATA_DIR 换一个文件夹。`;
  if (UNWRITABLE.has(property(error, 'code'))) return unwritable;
  switch (sqliteCode(error)) {
    case SQLITE.readonly:
    case SQLITE.cantOpen:
      return unwritable;
    case SQLITE.busy:
    case SQLITE.locked:
      return `数据库文件正被其他程序占用：${file}。请关闭那个程序后再试。`;
    case SQLITE.notADatabase:
      return `这个文件不是数据库：${file}。请把它移走，或用 DATA_DIR 换一个文件夹。`;
    case SQLITE.corrupt:
      return `数据库文件已损坏：${file}。请从备份恢复，或把它移走后重新开始。`;
    case SQLITE.full:
      return `磁盘已满，无法写入 ${file}。请腾出空间后再试。`;
  }
  const words = error instanceof Error ? error.message : String(error);
  if (/corrupted migrations/.test(words))
    return `数据库来自别的版本：${file}。请升级韶法通，或用 DATA_DIR 换一个文件夹。`;
  return `数据库打不开：${file}（${words.split('\n')[0]}）。`;
}

/** Whether another program holds the lock just now, so that waiting may help. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE.busy || code === SQLITE.locked;
}

/** The primary code: extended codes carry it in their low byte. */
function sqliteCode(error: unknown): number {
  return Number(property(error, 'errcode')) & 0xff;
}

function property(error: unknown, name: string): string {
  return error instanceof Error && name in error ? String(Reflect.get(error, name)) : '';
}
