import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** One database file whose writes are gathered in a transaction until {@link SqliteFile.commit}. */
export class SqliteFile {
	readonly db: Database;
	readonly #begin;
	readonly #commit;

	constructor(path: string, schema: string) {
		// SQLite gives -wal the mode of the main file: only the owner reads what is sealed, and what is not.
		closeSync(openSync(path, 'a', 0o600));
		this.db = new Database(path);
		// FULL: a commit is on the disk before it is acknowledged. temp_store: nothing spills into other files.
		for (const pragma of [
			'journal_mode=WAL',
			'synchronous=FULL',
			'secure_delete=ON',
			'temp_store=MEMORY',
			'busy_timeout=1000'
		]) {
			this.db.pragma(pragma);
		}
		this.db.exec(schema);
		this.#begin = this.db.prepare('BEGIN IMMEDIATE');
		this.#commit = this.db.prepare('COMMIT');
	}

	/** Opens the transaction of this batch, if it is not open yet. */
	begin(): void {
		if (!this.db.inTransaction) this.#begin.run();
	}

	/** One fsync for everything since {@link begin}. */
	commit(): void {
		if (this.db.inTransaction) this.#commit.run();
	}

	rollback(): void {
		if (this.db.inTransaction) this.db.exec('ROLLBACK');
	}

	/**
	 * Takes deleted bytes out of the file and of its write-ahead log.
	 * `secure_delete` alone is not enough: pages that were rebalanced may keep a stale copy, so the file is rebuilt.
	 */
	purge(rebuild: boolean): void {
		if (rebuild) this.db.exec('VACUUM');
		const [outcome] = this.db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
		if (outcome.busy !== 0) throw new Error('the write-ahead log is in use by another program and was not emptied');
	}

	close(): void {
		this.db.close();
	}
}
