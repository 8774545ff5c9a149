import type { Guest } from './people.ts';

export interface TableOptions {
	tables: number;
	rounds: number;
	topics: number | null;
	seats: number | null;
	online: number | null;
	seed: number;
}

/** An instance made of a list of people: tables t1…tN, the last K of them online. */
export function instanceOf(
	guests: readonly Guest[],
	options: TableOptions,
	notices: string[]
): Record<string, unknown> {
	const remote = guests.filter(({ attendance }) => attendance === 'remote').length;
	const hall = guests.length - remote;
	const spread = Math.ceil(guests.length / options.tables);
	const each = options.seats ?? Math.max(5, spread);
	const needed = Math.min(Math.ceil(remote / each), options.tables - 1);
	const wanted = hall === 0 ? options.tables : (options.online ?? needed);
	const online = Math.min(wanted, options.tables);
	const seats = options.seats ?? seatsFor(each, [hall, options.tables - online], [remote, online]);
	const modes = Array.from({ length: options.tables }, (_, t) => (t < options.tables - online ? 'hall' : 'online'));
	const { hosts, topicOf } = hostsOf(guests, modes, notices);
	const topics = topicsOf(guests, options.topics);
	return {
		rounds: options.rounds,
		seed: options.seed,
		tables: modes.map((mode, t) => ({
			id: `t${t + 1}`,
			mode,
			seats,
			topic: topics.length === 0 ? null : (known(topics, topicOf.get(t)) ?? topics[t % topics.length]!)
		})),
		people: guests.map((guest) => ({
			id: guest.id,
			hosts: hosts.get(guest.id) ?? null,
			attendance: guest.attendance,
			device: guest.device,
			languages: guest.languages,
			country: guest.country,
			organisation: guest.organisation,
			tags: guest.tags,
			topics: hosts.has(guest.id) ? [] : guest.topics,
			stepFree: guest.stepFree
		})),
		together: guests.flatMap(({ id, together }) => together.map((other) => [id, other])),
		apart: guests.flatMap(({ id, apart }) => apart.map((other) => [id, other]))
	};
}

const known = (topics: readonly string[], topic: string | undefined): string | undefined =>
	topic !== undefined && topics.includes(topic) ? topic : undefined;

/** Without `--seats` the smallest number of seats, at least five, that seats everybody. */
const seatsFor = (least: number, ...parts: [people: number, tables: number][]): number =>
	Math.max(least, ...parts.map(([people, tables]) => (tables > 0 ? Math.ceil(people / tables) : 0)));

function hostsOf(guests: readonly Guest[], modes: readonly string[], notices: string[]) {
	const hosts = new Map<string, string>();
	const topicOf = new Map<number, string>();
	const free = new Map(['hall', 'online'].map((mode) => [mode, [...modes.keys()].filter((t) => modes[t] === mode)]));
	for (const guest of guests) {
		if (!guest.host) continue;
		const t = free.get(guest.attendance === 'remote' ? 'online' : 'hall')!.shift();
		if (t === undefined) {
			notices.push(`notice: ${guest.id} hosts no table, since all have a host, and travels`);
			continue;
		}
		hosts.set(guest.id, `t${t + 1}`);
		if (guest.topics[0] !== undefined) topicOf.set(t, guest.topics[0]);
	}
	return { hosts, topicOf };
}

/** The topics of a café: those that people name, in the order in which they come, filled up with numbers. */
function topicsOf(guests: readonly Guest[], count: number | null): string[] {
	if (count === null) return [];
	const named = [...new Set(guests.flatMap(({ topics }) => topics))].slice(0, count);
	for (let number = named.length + 1; named.length < count; number++) named.push(`topic ${number}`);
	return named;
}
