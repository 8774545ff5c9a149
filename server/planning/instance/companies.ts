/** Who must sit together or apart: private needs of people, resolved when the event was made. */
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { companyOf } from '../../import/index.ts';

/** Like the import's own reading, but the id is not respelled: a random one may begin or end with a hyphen. */
function resolved(need: string): { kind: 'assistant' | 'keep-apart'; person: string } | null {
	const found = /^(assistant|keep-apart):(.+)$/.exec(need);
	return found && { kind: found[1] as 'assistant' | 'keep-apart', person: found[2]! };
}

type Needs = Readonly<Record<PersonId, readonly string[]>>;

/** `assistant:` and `keep-apart:` for an event, with the ids of its people; other needs are kept as they are. */
export const needsAmong = (needs: readonly string[], ids: ReadonlyMap<string, PersonId>): string[] =>
	needs.flatMap((need) => {
		const company = companyOf(need);
		if (company === null) return [need];
		const other = ids.get(company.person);
		return other === undefined ? [] : [`${company.kind}:${other}`];
	});

/**
 * Pairs among those who are here. Two who can sit at no table in use together are no pair: one of them takes part
 * another way today, and nobody may be left without a plan for that.
 */
export function companies(needs: Needs, present: readonly DeskPerson[], tables: readonly TableCard[]) {
	const here = new Map<string, DeskPerson>(present.map((person) => [person.id, person]));
	const together: [PersonId, PersonId][] = [];
	const apart: [PersonId, PersonId][] = [];
	for (const person of present)
		for (const need of needs[person.id] ?? []) {
			const company = resolved(need);
			const other = company && here.get(company.person);
			if (!company || !other || other.id === person.id) continue;
			if (company.kind === 'keep-apart') apart.push([person.id, other.id]);
			else if (tables.some((table) => takes(person, table) && takes(other, table)))
				together.push([person.id, other.id]);
		}
	return { together, apart };

	function takes(person: DeskPerson, table: TableCard): boolean {
		const hosts = tables.some(({ id }) => id === person.hosts);
		return hosts ? table.id === person.hosts : canSitAt(person, table, needs[person.id] ?? []);
	}
}
