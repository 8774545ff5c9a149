import { SqliteFile } from './file.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID';

/** `directory.sqlite`: the small records. A file of its own, because its backups are kept for 30 days only. */
export class RecordsFile extends SqliteFile {
	readonly #get;
	readonly #put;
	readonly #putIfAbsent;
	readonly #delete;
	readonly #list;

	constructor(path: string) {
		super(path, SCHEMA);
		const { db } = this;
		this.#get = db.prepare<{ value: string }>('SELECT value FROM records WHERE key = ?');
		this.#put = db.prepare(
			'INSERT INTO records (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
		);
		this.#putIfAbsent = db.prepare('INSERT OR IGNORE INTO records (key, value) VALUES (?, ?)');
		this.#delete = db.prepare('DELETE FROM records WHERE key = ?');
		this.#list = db.prepare<{ key: string; value: string }>(
			'SELECT key, value FROM records WHERE key >= ? AND key < ? ORDER BY key'
		);
	}

	getMany(keys: readonly string[]): (string | null)[] {
		return keys.map((key) => this.#get.get(key)?.value ?? null);
	}

	putMany(entries: readonly (readonly [key: string, value: string])[]): void {
		this.begin();
		for (const [key, value] of entries) this.#put.run(key, value);
	}

	putIfAbsent(key: string, value: string): boolean {
		this.begin();
		return this.#putIfAbsent.run(key, value).changes === 1;
	}

	delete(keys: readonly string[]): void {
		this.begin();
		for (const key of keys) this.#delete.run(key);
	}

	list(prefix: string): { key: string; value: string }[] {
		return this.#list.all(prefix, `${prefix}\u{10ffff}`);
	}
}
