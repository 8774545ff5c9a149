import type { PageCommand } from '#lib/domain/commands.ts';
import type { PersonId } from '#lib/domain/ids.ts';

export interface Acknowledged {
	/** null = a role without a person, such as the fleet's own facilitator. */
	readonly person: PersonId | null;
	readonly command: PageCommand;
	/** Milliseconds of this process's monotonic clock. */
	readonly at: number;
}

/** What the whole fleet was promised, and every promise that was seen broken. */
export class Ledger {
	readonly acknowledged: Acknowledged[] = [];
	/** Refusals by code. */
	readonly refused = new Map<string, number>();
	readonly breaches: string[] = [];
	/** Sendings of commands that had been sent before. */
	repeated = 0;
	readonly #sent = new Map<string, number>();

	/** Each sending of a command; the id is the same when it is repeated. */
	sending(id: string): void {
		const times = (this.#sent.get(id) ?? 0) + 1;
		this.#sent.set(id, times);
		if (times > 1) this.repeated++;
	}

	answered(id: string): void {
		this.#sent.delete(id);
	}

	acknowledge(person: PersonId | null, command: PageCommand): void {
		this.acknowledged.push({ person, command, at: performance.now() });
	}

	refuse(code: string): void {
		this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
	}

	/** @param rule such as `REL-5` */
	breach(rule: string, what: string): void {
		if (this.breaches.length < 200) this.breaches.push(`${rule}: ${what}`);
	}

	/** Acknowledged commands of one type. */
	of<Type extends PageCommand['type']>(
		type: Type
	): (Acknowledged & { command: Extract<PageCommand, { type: Type }> })[] {
		return this.acknowledged.filter(
			(one): one is Acknowledged & { command: Extract<PageCommand, { type: Type }> } => one.command.type === type
		);
	}
}
