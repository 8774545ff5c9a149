/**
 * Frames and snapshots: what they are in memory, and how they travel. What everybody gets at every rotation is short on
 * the wire: seats and six facts are rows, and parts leave out what is as before their first fact. docs/protocol.md §3.
 */
import { kindOf, type Channel } from '../domain/channel.ts';
import type { Fact } from '../domain/facts.ts';
import { initialPart } from '../domain/initial.ts';
import type { DeskPart, Part, Seated, TablePart } from '../domain/parts.ts';
import type { Names, SentFact, SentFrame, SentPart, SentSeat, SentSnapshot } from './wire.ts';

/** One commit's share for one page: applied together, in the order given. */
export interface Frame {
	parts: { channel: Channel; n: number; facts: Fact[] }[];
	names?: Names;
}

/** Whole parts: on connecting, after a gap, when a channel opens (a new table). */
export interface Snapshot {
	parts: { channel: Channel; n: number; part: Part }[];
	/** Channels that may no longer be seen: drop them. */
	gone: Channel[];
	names?: Names;
}

type FieldOf<Type extends Fact['type']> = Exclude<keyof Extract<Fact, { type: Type }>, 'type'>;

/** The facts that travel as rows: their type, then these fields in this order. A new field comes last. */
export const ROWS = {
	bell_rung: ['round', 'endsAt', 'switchAt', 'next', 'version', 'nextMs'],
	tables_switched: ['from', 'next', 'version', 'at', 'startsBy', 'nextMs'],
	round_started: ['round', 'startedAt', 'endsAt', 'version'],
	table_seated: ['version', 'round', 'host', 'seated'],
	next_seat_given: ['table', 'round', 'version', 'switchAt'],
	seated: ['table', 'round', 'version']
} as const satisfies { readonly [Type in Fact['type']]?: readonly FieldOf<Type>[] };

type Row = typeof ROWS;
/** A field that no row names would be lost on the way. */
type Unsent = { [Type in keyof Row]: Exclude<FieldOf<Type>, Row[Type][number]> }[keyof Row];
const _complete: [Unsent] extends [never] ? true : Unsent = true;
void _complete;

const fieldsOf = (type: string): readonly string[] | null =>
	Object.hasOwn(ROWS, type) ? ROWS[type as keyof Row] : null;

/** What most seats are; the end of a row that says just this is left out. */
const USUAL = ['remote', 'own', true] as const;

function sendSeat({ person, attendance, device, placed }: Seated): SentSeat {
	const row = [person, attendance, device, placed];
	while (row.length > 1 && row.at(-1) === USUAL[row.length - 2]) row.pop();
	return row as unknown as SentSeat;
}

const readSeat = ([person, attendance = 'remote', device = 'own', placed = true]: SentSeat): Seated => ({
	person,
	attendance,
	device,
	placed
});

export function sendFact(fact: Fact): SentFact {
	if (fact.type === 'seat_taken') return { ...fact, seat: sendSeat(fact.seat) };
	const sent: object = fact.type === 'table_seated' ? { ...fact, seated: fact.seated.map(sendSeat) } : fact;
	const fields = fieldsOf(fact.type);
	return fields ? [fact.type, ...fields.map((field) => sent[field as keyof typeof sent])] : fact;
}

/** A row of a type that is not known has no fields: it changes nothing, and counts. */
export function readFact(sent: SentFact): Fact {
	let fact = sent as Record<string, unknown>;
	if (Array.isArray(sent)) {
		const [type, ...values] = sent as [type: string, ...values: unknown[]];
		fact = { type };
		for (const [index, field] of fieldsOf(type)?.entries() ?? []) fact[field] = values[index] ?? null;
	}
	if (fact['type'] === 'table_seated') fact['seated'] = (fact['seated'] as SentSeat[]).map(readSeat);
	if (fact['type'] === 'seat_taken') fact = { ...fact, seat: readSeat(fact['seat'] as SentSeat) };
	return fact as unknown as Fact;
}

const isEmpty = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** How plans are taken back is the server's to know: ten plans of 2,000 people would be megabytes for every desk. */
const STAYS: ReadonlySet<string> = new Set(['planBack', 'planForth'] satisfies (keyof DeskPart)[]);

export function sendPart(channel: Channel, part: Part): SentPart {
	const before = initialPart(channel) as unknown as Record<string, unknown>;
	const sent: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(part))
		if (!STAYS.has(field) && value !== before[field] && !(isEmpty(value) && isEmpty(before[field])))
			sent[field] = value;
	if (kindOf(channel) === 'table' && sent['seated']) sent['seated'] = (part as TablePart).seated.map(sendSeat);
	return sent as SentPart;
}

export function readPart(channel: Channel, sent: SentPart): Part {
	const part = { ...initialPart(channel), ...sent } as Record<string, unknown>;
	if (kindOf(channel) === 'table' && sent.seated) part['seated'] = sent.seated.map(readSeat);
	return part as unknown as Part;
}

export const sendFrame = ({ parts, ...rest }: Frame): SentFrame => ({
	parts: Object.fromEntries(parts.map(({ channel, n, facts }) => [channel, [n, ...facts.map(sendFact)]])),
	...rest
});

export const readFrame = ({ parts, ...rest }: SentFrame): Frame => ({
	parts: Object.entries(parts).map(([channel, [n, ...facts]]) => ({
		channel: channel as Channel,
		n,
		facts: facts.map(readFact)
	})),
	...rest
});

export const sendSnapshot = ({ parts, ...rest }: Snapshot): SentSnapshot => ({
	parts: Object.fromEntries(parts.map(({ channel, n, part }) => [channel, [n, sendPart(channel, part)]])),
	...rest
});

export const readSnapshot = ({ parts, ...rest }: SentSnapshot): Snapshot => ({
	parts: Object.entries(parts).map(([name, [n, part]]) => {
		const channel = name as Channel;
		return { channel, n, part: readPart(channel, part) };
	}),
	...rest
});
