/** The part of better-sqlite3 13 that is used here; the package brings no types of its own. */
declare module 'better-sqlite3' {
	export interface Statement<Row = unknown> {
		run(...parameters: unknown[]): { changes: number };
		get(...parameters: unknown[]): Row | undefined;
		all(...parameters: unknown[]): Row[];
	}

	export class SqliteError extends Error {
		/** Such as `SQLITE_FULL`. */
		readonly code: string;
	}

	export default class Database {
		constructor(path: string);
		readonly inTransaction: boolean;
		prepare<Row = unknown>(sql: string): Statement<Row>;
		exec(sql: string): this;
		pragma(pragma: string): unknown;
		close(): void;
	}
}
