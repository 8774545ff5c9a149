import type { Fault } from '../types.ts';

/** At most this many faults are listed one by one. */
export const FAULTS_LISTED = 100;

const shown = (value: unknown): string => {
	if (value === undefined) return 'nothing';
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Reads fields of unknown JSON and collects every fault with its path instead of stopping at the first. */
export class FieldReader {
	readonly faults: Fault[] = [];

	fault(path: string, message: string): void {
		this.faults.push({ path, message });
	}

	wrong(path: string, rule: string, value: unknown): void {
		this.fault(path, `${rule}, got ${shown(value)}`);
	}

	/** The object at `path` with no field outside `known`, or null. */
	object(value: unknown, path: string, known: readonly string[]): Record<string, unknown> | null {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			this.wrong(path, 'must be an object', value);
			return null;
		}
		for (const key of Object.keys(value)) {
			if (!known.includes(key)) this.fault(path === '' ? key : `${path}.${key}`, 'is not a known field');
		}
		return value as Record<string, unknown>;
	}

	list(value: unknown, path: string): unknown[] {
		if (value === undefined) return [];
		if (Array.isArray(value)) return value;
		this.wrong(path, 'must be a list', value);
		return [];
	}

	text(value: unknown, path: string): string {
		if (typeof value === 'string' && value.trim() !== '') return value;
		this.wrong(path, 'must be a text that is not empty', value);
		return '';
	}

	textOrNull(value: unknown, path: string): string | null {
		if (value === undefined || value === null) return null;
		if (typeof value === 'string') return value === '' ? null : value;
		this.wrong(path, 'must be a text or null', value);
		return null;
	}

	texts(value: unknown, path: string): string[] {
		return this.list(value, path).map((item, at) => this.text(item, `${path}[${at}]`));
	}

	whole(value: unknown, path: string, least: number, most: number, otherwise: number): number {
		if (value === undefined) return otherwise;
		if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
		this.wrong(path, `must be a whole number from ${least} to ${most}`, value);
		return otherwise;
	}

	wholeOrNull(value: unknown, path: string, least: number, most: number): number | null {
		return value === undefined || value === null ? null : this.whole(value, path, least, most, least);
	}

	yes(value: unknown, path: string, otherwise: boolean): boolean {
		if (value === undefined) return otherwise;
		if (typeof value === 'boolean') return value;
		this.wrong(path, 'must be true or false', value);
		return otherwise;
	}

	oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[], otherwise: T): T {
		if (value === undefined) return otherwise;
		if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
		this.wrong(path, `must be one of ${allowed.join(', ')}`, value);
		return otherwise;
	}

	/** BCP-47 language tags: two to eight letters, or `x` or `i`, then subtags of one to eight letters or digits. */
	languages(value: unknown, path: string): string[] {
		return this.list(value, path).map((item, at) => {
			if (typeof item === 'string' && LANGUAGE_TAG.test(item)) return item;
			this.wrong(`${path}[${at}]`, 'must be a BCP-47 tag', item);
			return 'und';
		});
	}
}

/** `x-…` is for private use, `i-…` registered long ago: neither means anything without what follows. */
const LANGUAGE_TAG = /^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[xXiI](-[A-Za-z0-9]{1,8})+)$/;
export const isLanguageTag = (text: string): boolean => LANGUAGE_TAG.test(text);
