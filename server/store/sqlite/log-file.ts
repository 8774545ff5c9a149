import type { Appended, StoredCommit } from '../ports.ts';
import { SqliteFile } from './file.ts';

const SCHEMA = `
	CREATE TABLE IF NOT EXISTS commits (
		event TEXT NOT NULL,
		seq INTEGER NOT NULL,
		command_id TEXT NOT NULL,
		body TEXT NOT NULL,
		PRIMARY KEY (event, seq),
		UNIQUE (event, command_id)
	) STRICT;
	CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY) STRICT`;

/** `log.sqlite`: the commits of all events. */
export class LogFile extends SqliteFile {
	readonly #seqOf;
	readonly #last;
	readonly #insert;
	readonly #after;
	readonly #erase;

	constructor(path: string) {
		super(path, SCHEMA);
		const { db } = this;
		this.#seqOf = db.prepare<{ seq: number }>('SELECT seq FROM commits WHERE event = ? AND command_id = ?');
		this.#last = db.prepare<{ seq: number; commandId: string }>(
			'SELECT seq, command_id AS commandId FROM commits WHERE event = ? ORDER BY seq DESC LIMIT 1'
		);
		this.#insert = db.prepare('INSERT INTO commits (event, seq, command_id, body) VALUES (?, ?, ?, ?)');
		this.#after = db.prepare<StoredCommit>(
			'SELECT seq, command_id AS commandId, body FROM commits WHERE event = ? AND seq > ? ORDER BY seq LIMIT ?'
		);
		this.#erase = db.prepare('DELETE FROM commits WHERE event = ?');
	}

	/** @param after command id that commit `expectedSeq` must have, or null for any */
	append(event: string, expectedSeq: number, commandId: string, body: string, after: string | null): Appended {
		this.begin();
		const known = this.#seqOf.get(event, commandId);
		if (known) return { kind: 'already', seq: known.seq };
		const last = this.#last.get(event);
		if ((last?.seq ?? 0) !== expectedSeq || (after !== null && last?.commandId !== after)) {
			return { kind: 'conflict', missing: this.read(event, expectedSeq, null) };
		}
		this.#insert.run(event, expectedSeq + 1, commandId, body);
		return { kind: 'appended', seq: expectedSeq + 1 };
	}

	read(event: string, afterSeq: number, limit: number | null): StoredCommit[] {
		return this.#after.all(event, afterSeq, limit ?? -1);
	}

	lastSeq(event: string): number {
		return this.#last.get(event)?.seq ?? 0;
	}

	erase(event: string): void {
		this.begin();
		this.#erase.run(event);
		// Remembered in the file: a purge after a crash must still rebuild it.
		this.db.exec("INSERT OR IGNORE INTO marks (name) VALUES ('erased')");
	}

	/** Rebuilds the file only when something was erased: a big log would hold up the appends for nothing. */
	purgeErased(): void {
		const erased = this.db.prepare("SELECT name FROM marks WHERE name = 'erased'").get() !== undefined;
		this.purge(erased);
		if (erased) this.db.exec("DELETE FROM marks WHERE name = 'erased'");
	}
}
