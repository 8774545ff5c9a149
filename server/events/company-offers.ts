/** "You are alone for a moment": told to the person, taken back when company is there. */
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { Company } from '#lib/protocol/wire.ts';
import type { Audience } from '../realtime/audience.ts';
import { companyFor, offerFor, type LonelyTable } from './watch.ts';

export class CompanyOffers {
	readonly #audience: Audience;
	/** Person → the offer that she was told, as text. */
	readonly #told = new Map<PersonId, string>();

	constructor(audience: Audience) {
		this.#audience = audience;
	}

	/** Tells what changed since the last time. */
	tell(state: EventState, lonely: ReadonlyMap<TableId, LonelyTable>, now: EpochMs): void {
		const offers = new Map<PersonId, Company>();
		for (const [table, alone] of lonely) {
			const actAt = offerFor(state, alone, now);
			if (actAt === null) continue;
			offers.set(alone.person, { table, into: companyFor(state, alone.person, table), actAt });
		}
		for (const [person, offer] of offers) {
			const text = JSON.stringify(offer);
			if (this.#told.get(person) === text) continue;
			this.#told.set(person, text);
			this.#say(person, offer);
		}
		for (const person of this.#told.keys())
			if (!offers.has(person)) {
				this.#told.delete(person);
				this.#say(person, null);
			}
	}

	#say(person: PersonId, offer: Company | null): void {
		for (const view of this.#audience.viewsOf(person)) view.socket.emit('company', offer);
	}
}
