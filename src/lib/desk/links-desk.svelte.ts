import type { PersonId } from '../domain/ids.ts';
import type { Role } from '../domain/people/person.ts';

export interface GivenLink {
	readonly id: string;
	readonly role: Role;
	readonly label: string | null;
	readonly createdAt: number;
}
export interface GivenLinks {
	readonly roles: readonly GivenLink[];
	readonly open: readonly GivenLink[];
	readonly personal: number;
	readonly codes: readonly string[];
}
export interface PersonalLink {
	readonly person: PersonId;
	readonly name: string;
	readonly importId: string | null;
	readonly card: string;
	readonly role: Role;
	readonly attendance: string;
	readonly token: string;
}

/** The links of an event: asked for over HTTP, since their tokens stand nowhere that could be shown live. */
export class LinksDesk {
	readonly #entry: string;
	#given = $state.raw<GivenLinks | null>(null);
	#failed = $state<string | null>(null);

	constructor(entry: string) {
		this.#entry = entry;
	}

	/** null until they were asked for. */
	get given(): GivenLinks | null {
		return this.#given;
	}
	/** Code of what failed last; null when all is well. */
	get failed(): string | null {
		return this.#failed;
	}

	async look(): Promise<void> {
		this.#given = (await this.#call<GivenLinks>('links')) ?? this.#given;
	}

	async makeRole(role: string, label: string): Promise<string | null> {
		const made = await this.#call<{ token: string }>('links', { action: 'role', role, label });
		await this.look();
		return made?.token ?? null;
	}

	async makeOpen(): Promise<{ token: string; code: string } | null> {
		const made = await this.#call<{ token: string; code: string }>('links', { action: 'open' });
		await this.look();
		return made;
	}

	/** How many browsers were signed out; null when it failed. */
	async end(ids: readonly string[]): Promise<number | null> {
		const done = await this.#call<{ ended: number }>('links', { action: 'revoke', ids });
		await this.look();
		return done?.ended ?? null;
	}

	/** Ends every link of one person and signs her out. How many browsers that were; null when it failed. */
	async endPerson(person: PersonId): Promise<number | null> {
		const done = await this.#call<{ browsers: number }>('links', { action: 'revoke_person', person });
		return done?.browsers ?? null;
	}

	/** null people = everybody. */
	async makePersonal(people: readonly PersonId[] | null): Promise<readonly PersonalLink[] | null> {
		const made = await this.#call<PersonalLink[]>('personal-links', { people });
		await this.look();
		return made;
	}

	/** Never rejects; what went wrong is in {@link failed}. */
	async #call<Answer>(path: string, body?: unknown): Promise<Answer | null> {
		try {
			const answer = await fetch(`/api/e/${this.#entry}/${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
			});
			const said = (await answer.json()) as Answer & { code?: string };
			this.#failed = answer.ok ? null : (said.code ?? String(answer.status));
			return answer.ok ? said : null;
		} catch {
			this.#failed = 'offline';
			return null;
		}
	}
}
