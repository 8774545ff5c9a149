import { Random } from '../random.ts';

/** How many constraints a random population carries. */
export interface Flavour {
	linked: boolean;
	languages: boolean;
	groups: boolean;
	locks: boolean;
	/** Hosts who have somebody with them, such as an assistant. */
	assistants?: boolean;
	/** Spare seats per table beyond an even spread. */
	spare: number;
}

export interface Draft {
	rounds: number;
	seed: number;
	iterations: number;
	tables: Record<string, unknown>[];
	people: Record<string, unknown>[];
	together: string[][];
	apart: string[][];
	locked: { person: string; round: number; table: string }[];
	rules: Record<string, unknown>;
}

const COUNTRIES = ['DE', 'FR', 'ES', 'IT', 'PL', 'NL', 'GR'];
const HOME = ['de', 'fr', 'es', 'it', 'pl', 'nl', 'el'];

/** A random population of `n` people, the same for the same seed: an unchecked instance as a program would send it. */
export function population(seed: number, n: number, flavour: Flavour): Draft {
	const random = new Random(seed);
	const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
	const remote = flavour.linked ? Math.floor(n * 0.3) : random.below(2) * Math.floor(n / 3);
	const size = 4 + random.below(3);
	const hallTables = Math.max(1, Math.floor((n - remote) / size));
	const onlineTables = remote === 0 ? 0 : Math.max(1, Math.floor(remote / size));
	const seats = size + 1 + flavour.spare + Math.ceil(Math.max(n - remote, 0) / hallTables - size);
	const tables = Array.from({ length: hallTables + onlineTables }, (_, t) => ({
		id: `t${t + 1}`,
		topic: `topic ${t % 5}`,
		seats: t < hallTables ? seats : Math.ceil(remote / Math.max(1, onlineTables)) + 1 + flavour.spare,
		mode: t >= hallTables ? (flavour.linked ? 'linked' : 'online') : 'hall',
		stepFree: t % 2 === 0,
		channels: flavour.languages && t % 3 === 0 ? ['fr', 'es'] : []
	}));
	const people = Array.from({ length: n }, (_, p) => {
		const c = random.below(COUNTRIES.length);
		const isRemote = p >= n - remote;
		return {
			id: `p${p + 1}`,
			attendance: isRemote ? 'remote' : 'hall',
			device: isRemote ? 'own' : pick(['own', 'table', 'none']),
			languages: flavour.languages ? [HOME[c], ...(random.below(10) < 8 ? ['en'] : [])] : ['en'],
			country: COUNTRIES[c],
			organisation: `org ${random.below(Math.max(2, Math.floor(n / 3)))}`,
			topics: [`topic ${random.below(5)}`, `topic ${random.below(5)}`],
			tags: [...(p % 3 === 0 ? ['new'] : []), ...(p % 7 === 1 ? ['expert'] : [])],
			stepFree: random.below(20) === 0,
			hosts: null as string | null
		};
	});
	const hosted = random.below(3);
	tables.forEach((table, t) => {
		const host = people[t < hallTables ? t : n - 1 - (t - hallTables)];
		const fits = host && (host.attendance === 'remote') === t >= hallTables && (!host.stepFree || table.stepFree);
		if (fits && hosted > 0 && (hosted === 2 || random.below(2) === 0)) host.hosts = table.id;
	});
	const travellers = random.shuffle(people.filter(({ hosts }) => hosts === null).map(({ id }) => id));
	const rounds = 1 + random.below(4);
	const draft: Draft = {
		rounds,
		seed,
		iterations: 3_000,
		tables,
		people,
		together: [],
		apart: [],
		locked: [],
		rules: { language: flavour.languages ? 'everyone' : 'avoid' }
	};
	if (flavour.groups && travellers.length >= 8) {
		draft.apart = [travellers.slice(0, 2), travellers.slice(2, 4)];
		const hallOnly = travellers.slice(4).filter((id) => Number(id.slice(1)) <= n - remote);
		if (hallOnly.length >= 4) draft.together = [hallOnly.slice(0, 2), hallOnly.slice(2, 4)];
	}
	if (flavour.assistants) assistSome(draft, travellers, random);
	if (flavour.locks) lockSome(draft, travellers.slice(-Math.floor(n / 20) - 1), n - remote, hallTables, random);
	return draft;
}

/** Gives up to three hosts one or two travellers who can sit at their table and are bound to nobody else. */
function assistSome(draft: Draft, travellers: readonly string[], random: Random): void {
	const bound = new Set([...draft.apart, ...draft.together].flat());
	const free = draft.people.filter(({ id }) => travellers.includes(String(id)) && !bound.has(String(id)));
	for (const host of draft.people.filter(({ hosts }) => hosts !== null).slice(0, 3)) {
		const table = draft.tables.find(({ id }) => id === host['hosts'])!;
		const fits = free.filter(
			(one) => one['attendance'] === host['attendance'] && (!one['stepFree'] || table['stepFree'])
		);
		const own = fits.slice(0, 1 + random.below(2));
		for (const one of own) free.splice(free.indexOf(one), 1);
		if (own.length > 0) draft.together.push([host, ...own].map(({ id }) => String(id)));
	}
}

function lockSome(draft: Draft, ids: string[], hall: number, hallTables: number, random: Random): void {
	for (const person of ids) {
		if (Number(person.slice(1)) > hall) continue;
		// Even-numbered tables from 0 are step-free, so that everybody can sit there.
		const table = `t${1 + 2 * random.below(Math.ceil(hallTables / 2))}`;
		draft.locked.push({ person, round: 1 + random.below(draft.rounds), table });
	}
}
