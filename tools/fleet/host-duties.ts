/** What a table's host does beside her own part: "here", writing for those without a device, marking insights. */
import type { PersonId } from '#lib/domain/ids.ts';
import type { Person } from './person.ts';
import type { Plans } from './plans.ts';

export class HostDuties {
	readonly #who: Person;
	readonly #plans: Plans;
	readonly #greeted = new Set<string>();
	#marked = '';

	constructor(who: Person, plans: Plans) {
		this.#who = who;
		this.#plans = plans;
	}

	/** Whoever is host now has the duties: the appointed one, or who took over. */
	get #hosting(): boolean {
		const { page, id, habits } = this.#who;
		return habits.hosts && page.table?.host === id;
	}

	/** Taps "here" for people without a device, soon after they were seated. */
	look(): void {
		if (!this.#hosting) return;
		const { page, chance } = this.#who;
		for (const { person, placed, device } of page.table!.seated) {
			const visit = `${page.me.seat!.version}:${person}`;
			if (placed || (device === 'own' && person !== this.#who.id) || this.#greeted.has(visit)) continue;
			this.#greeted.add(visit);
			this.#plans.after(chance.between(100, 600), () => void page.send({ type: 'place_person', person }));
		}
	}

	beginRound(): void {
		if (!this.#hosting) return;
		const { page, chance, id } = this.#who;
		const left = this.#who.roundLeftMs();
		const handless = page.table!.seated.filter(({ device, person }) => device === 'none' && person !== id);
		for (const { person } of handless)
			this.#plans.after(chance.between(0.1, 0.6) * left, () => void this.#writeFor(person));
		const { round } = page.table!;
		this.#plans.after(chance.between(0.7, 0.9) * left, () => void this.#mark(round));
	}

	async #writeFor(person: PersonId): Promise<void> {
		if (this.#hosting && this.#who.page.table!.seated.some((seat) => seat.person === person))
			await this.#who.writeIdea(person);
	}

	/** The ideas with the most stars, as many as a round may have. */
	async #mark(round: number): Promise<void> {
		const { page } = this.#who;
		const { seat } = page.me;
		if (!this.#hosting || !seat || this.#marked === `${round}` || page.table!.round !== round) return;
		this.#marked = `${round}`;
		const most = page.everyone.card?.cafe.insightsPerRound ?? 3;
		const best = page
			.table!.ideas.filter((idea) => idea.round === round && !idea.hidden && !idea.key && idea.text !== null)
			.sort((a, b) => b.stars - a.stars)
			.slice(0, most);
		for (const { id: idea } of best) await page.send({ type: 'mark_insight', table: seat.table, idea, marked: true });
	}
}
