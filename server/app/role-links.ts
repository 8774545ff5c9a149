/** Links that give a role, and the open door: made by those who run the event, told once, ended at will. */
import { randomUUID } from 'node:crypto';
import { SYSTEM } from '#lib/domain/acts.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import { newPersonId, type Directory } from '../directory/directory.ts';
import { OPEN_CODE } from '../directory/ids.ts';
import { lastId, recordsOf } from '../directory/record-keys.ts';
import type { Link } from '../directory/links.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { Records } from '../store/ports.ts';

/** Roles that only look on need nobody behind them; all others act, and the log says who. */
export const LINK_ROLES = [
	'organiser',
	'facilitator',
	'moderator',
	'harvester',
	'greeter',
	'hotline',
	'observer',
	'screen'
] as const;
export type LinkRole = (typeof LINK_ROLES)[number];
const LOOKS_ON: ReadonlySet<LinkRole> = new Set(['observer', 'screen']);

export interface RoleLinksOptions {
	directory: Directory;
	records: Records;
	now: () => EpochMs;
	endEntries: (entryIds: ReadonlySet<string>, code: string) => void;
}

/** A link as it can be listed: enough to end it, not to use it. */
export interface ListedLink {
	readonly id: string;
	readonly role: Role;
	readonly label: string | null;
	readonly createdAt: EpochMs;
}

export class RoleLinks {
	readonly #options: RoleLinksOptions;

	constructor(options: RoleLinksOptions) {
		this.#options = options;
	}

	/** A link for one role. `label` is the name of who gets it, or of the screen. The token is told this once. */
	async create(opened: OpenEvent, role: LinkRole, label: string): Promise<Result<{ token: string }, { code: string }>> {
		const { directory, now } = this.#options;
		const { event } = opened;
		let person: PersonId | null = null;
		if (!LOOKS_ON.has(role)) {
			person = newPersonId();
			await directory.people.add(event, [{ person, name: label }]);
			const added = await opened.runtime.submit(
				randomUUID(),
				{ type: 'add_people', people: [crew(person, role, opened)] },
				SYSTEM
			);
			if (!added.ok) return refuse({ code: added.error.code });
		}
		// The name of a person is not kept in the clear beside her link.
		const kept = person === null ? label : null;
		const { token } = await directory.links.create(event, { kind: 'role', role, person, label: kept }, now());
		return ok({ token });
	}

	/** The open door, with a code for those who cannot scan. Doors that were open before stay open. */
	async createOpen(event: EventId): Promise<{ token: string; code: string }> {
		const { directory, now } = this.#options;
		const link = { kind: 'open', role: 'participant', person: null, label: null } as const;
		const { token } = await directory.links.create(event, link, now());
		return { token, code: (await this.openCodes(event)).at(-1) ?? (await directory.links.createOpenCode(event)) };
	}

	/** Codes of the open door that work now. */
	async openCodes(event: EventId): Promise<string[]> {
		const codes = await this.#options.records.list(recordsOf('code', event));
		return codes.filter(({ value }) => value === OPEN_CODE).map(({ key }) => lastId(key));
	}

	/** Role links and open doors, oldest first. */
	async list(event: EventId): Promise<{ roles: ListedLink[]; open: ListedLink[]; personal: number }> {
		const { directory } = this.#options;
		const links = await directory.links.list(event);
		const listed = ({ id, role, label, person, createdAt }: Link): ListedLink => ({
			id,
			role,
			label: person === null ? label : directory.people.nameOf(event, person),
			createdAt
		});
		return {
			roles: links.filter(({ kind }) => kind === 'role').map(listed),
			open: links.filter(({ kind }) => kind === 'open').map(listed),
			personal: links.filter(({ kind }) => kind === 'personal').length
		};
	}

	/** Signs one person out everywhere. Her seat stays. */
	async revokePerson(event: EventId, person: PersonId): Promise<{ links: number; browsers: number }> {
		const { directory, endEntries } = this.#options;
		const { links, entries } = await directory.signOut(event, [person]);
		endEntries(new Set(entries.map(({ entryId }) => entryId)), 'not_signed_in');
		return { links: links.length, browsers: entries.length };
	}

	/** Ends links, and signs out at once who came in by them. With the last open door its codes end too. */
	async revoke(event: EventId, ids: readonly string[]): Promise<number> {
		const { directory, endEntries } = this.#options;
		// Ids come from a page: those of another event are not ended.
		const own = await directory.links.revoke(event, ids);
		const ended = await directory.sessions.removeByLinks(event, own);
		endEntries(new Set(ended.map(({ entryId }) => entryId)), 'not_signed_in');
		const left = await directory.links.list(event);
		if (!left.some(({ kind }) => kind === 'open'))
			for (const code of await this.openCodes(event)) await directory.links.revokeOpenCode(event, code);
		return ended.length;
	}
}

function crew(id: PersonId, role: LinkRole, opened: OpenEvent): NewPerson {
	const languages = everyoneOf(opened.runtime.state).card?.languages.slice(0, 1) ?? ['en'];
	return {
		id,
		role,
		profile: { attendance: 'hall', device: 'own', languages, country: null, organisation: null, tags: [], topics: [] },
		needs: [],
		hosts: null,
		participation: 'invited'
	};
}
