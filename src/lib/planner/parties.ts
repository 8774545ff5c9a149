/** Groups that share a person are one party: person id to the number of the party. */
export function partiesOf(together: readonly string[][]): Map<string, number> {
	const party = new Map<string, number>();
	together.forEach((group, number) => {
		const joined = new Set(group.map((id) => party.get(id)).filter((known) => known !== undefined));
		for (const [id, known] of party) if (joined.has(known)) party.set(id, number);
		for (const id of group) party.set(id, number);
	});
	return party;
}
