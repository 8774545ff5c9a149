/** REL-1 to REL-8, as far as people's pages can see them: compared when everything has come to rest. */
import { tableChannel } from '#lib/domain/channel.ts';
import type { IdeaId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Idea, TablePart } from '#lib/domain/parts.ts';
import type { Fleet } from './fleet.ts';
import type { LivePage } from './live-page.ts';

const SETTLE_MS = 15_000;

/** Everything that is wrong, each with the rule it breaks; empty when all is well. */
export async function breachesOf(fleet: Fleet, { settleMs = SETTLE_MS } = {}): Promise<string[]> {
	const found: string[] = [];
	const note = (rule: string, what: string) => void found.push(`${rule}: ${what}`);
	await openTables(fleet, settleMs, note);
	await agreement(fleet, settleMs, note);
	seats(fleet, note);
	promises(fleet, note);
	secrecy(fleet, note);
	meetings(fleet, note);
	return [...fleet.ledger.breaches, ...found];
}

type Note = (rule: string, what: string) => void;

const pagesOf = (fleet: Fleet): LivePage[] => fleet.people.filter(({ arrived }) => arrived).map(({ page }) => page);
const livePagesOf = (fleet: Fleet): LivePage[] => pagesOf(fleet).filter(({ live }) => live);

/** The desk holds every table. */
async function openTables(fleet: Fleet, settleMs: number, note: Note): Promise<void> {
	const { desk } = fleet;
	await desk.until('the desk is in', ({ ready, live }) => ready && live, settleMs);
	const tables = desk.everyone.card?.tables.map(({ id }) => id) ?? [];
	await desk.openTables(tables);
	const held = (page: LivePage) => tables.every((table) => page.tablePart(table) !== null);
	await desk.until('the desk holds every table', held, settleMs).catch((fault: Error) => note('REL-2', fault.message));
}

/**
 * REL-2, REL-4: every page has the phase, and the table, that the desk has. Frames of a crowd go out in pieces, so an
 * answer may be here before the desk was told of what it promises: that is waited for too.
 */
async function agreement(fleet: Fleet, settleMs: number, note: Note): Promise<void> {
	const { desk } = fleet;
	const deadline = performance.now() + settleMs;
	const differing = () => livePagesOf(fleet).filter((page) => difference(page, desk) !== null);
	const unsettled = () =>
		livePagesOf(fleet).some(({ waiting }) => waiting > 0) || differing().length > 0 || missing(fleet).length > 0;
	while (unsettled() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
	for (const page of livePagesOf(fleet))
		if (page.waiting > 0) note('REL-3', `${page.person} still waits for ${page.waiting} answers`);
	for (const page of differing()) note('REL-2', `${page.person} and the desk differ in ${difference(page, desk)}`);
}

/** Acknowledged ideas that the desk does not have. */
function missing({ desk, ledger }: Fleet) {
	const tables = desk.everyone.card?.tables ?? [];
	const ideas = new Set(tables.flatMap(({ id }) => desk.tablePart(id)?.ideas.map((idea) => idea.id) ?? []));
	return ledger.of('add_idea').filter(({ command }) => !ideas.has(command.idea));
}

function difference(page: LivePage, desk: LivePage): string | null {
	if (JSON.stringify(page.everyone) !== JSON.stringify(desk.everyone)) return 'everyone';
	const { seat } = page.me;
	if (!seat) return null;
	const mine = page.tablePart(seat.table);
	return JSON.stringify(mine) === JSON.stringify(desk.tablePart(seat.table)) ? null : tableChannel(seat.table);
}

/** REL-1: one seat each, the same in the seating, at the table and on the person's own page. */
function seats(fleet: Fleet, note: Note): void {
	const { desk } = fleet;
	const { seating, people } = desk.desk;
	const cards = desk.everyone.card?.tables ?? [];
	const at = new Map<PersonId, TableId[]>();
	for (const { id, seats: target, seatsSet = false } of cards) {
		const seated = desk.tablePart(id)?.seated ?? [];
		// Nobody gets up because a chair was taken away in the round: the number holds for those who come.
		if (!seatsSet && seated.length > target + 1) note('REL-1', `${id} has ${seated.length} people on ${target} seats`);
		for (const { person } of seated) at.set(person, [...(at.get(person) ?? []), id]);
	}
	for (const [person, tables] of at) {
		const seat = seating?.seats[person];
		if (tables.length !== 1 || tables[0] !== seat)
			note('REL-1', `${person} sits at ${tables.join(' and ')}, the seating says ${seat ?? 'nowhere'}`);
		const hosts = people[person]?.hosts;
		// The table of a host may not be in use today; then she is a guest elsewhere.
		if (hosts && tables[0] !== hosts && (desk.tablePart(hosts)?.seated.length ?? 0) > 0)
			note('REL-1', `host ${person} of ${hosts} sits at ${tables[0]}`);
	}
	for (const person of Object.keys(seating?.seats ?? {}) as PersonId[])
		if (!at.has(person)) note('REL-1', `${person} is in the seating and at no table`);
	for (const { live, me, person } of pagesOf(fleet))
		if (live && person !== null && (me.seat?.table ?? null) !== (seating?.seats[person] ?? null))
			note('REL-1', `${person} sees ${me.seat?.table}, the seating says ${seating?.seats[person]}`);
}

/** REL-3: what was acknowledged is there, once. */
function promises(fleet: Fleet, note: Note): void {
	const { desk, ledger } = fleet;
	const ideas = new Map<IdeaId, { table: TableId; idea: Idea; times: number }>();
	for (const { id } of desk.everyone.card?.tables ?? [])
		for (const idea of (desk.tablePart(id) as TablePart | null)?.ideas ?? [])
			ideas.set(idea.id, { table: id, idea, times: (ideas.get(idea.id)?.times ?? 0) + 1 });
	for (const [id, { times }] of ideas) if (times > 1) note('REL-3', `idea ${id} is there ${times} times`);
	for (const { command, person } of missing(fleet))
		note('REL-3', `an acknowledged idea of ${person} is lost: ${command.idea}`);
	for (const { command, person } of ledger.of('add_idea')) {
		const found = ideas.get(command.idea);
		if (found && (found.table !== command.table || found.idea.text !== command.text.trim().normalize('NFC')))
			note('REL-3', `idea ${command.idea} is not what ${person} wrote`);
	}
	const stars = new Map<IdeaId, number>();
	for (const { command } of ledger.of('star_idea')) stars.set(command.idea, (stars.get(command.idea) ?? 0) + 1);
	for (const [id, given] of stars) if ((ideas.get(id)?.idea.stars ?? 0) < given) note('REL-3', `idea ${id} lost stars`);
	const insights = desk.desk.insights.map(({ idea }) => idea);
	for (const { command } of ledger.of('mark_insight'))
		if (insights.filter((idea) => idea === command.idea).length !== 1)
			note('REL-3', `insight ${command.idea} is lost or double`);
	for (const { page, id } of fleet.people.filter(({ arrived }) => arrived)) {
		const own = page.me.ideas.map((idea) => idea.id);
		if (new Set(own).size !== own.length) note('REL-3', `${id} has an idea twice`);
	}
	for (const { person, command } of ledger.of('cast_ballot')) {
		const page = pagesOf(fleet).find((one) => one.person === person);
		// A vote that was withdrawn has no ballots any more.
		if (fleet.desk.everyone.withdrawnVotes.some(({ id }) => id === command.vote)) continue;
		if (page && !Object.hasOwn(page.me.ballots, command.vote)) note('REL-3', `the ballot of ${person} is lost`);
	}
}

/** REL-5: whoever saw an idea has sat at its table. */
function secrecy(fleet: Fleet, note: Note): void {
	const tableOf = new Map<IdeaId, TableId>();
	for (const { id } of fleet.desk.everyone.card?.tables ?? [])
		for (const idea of fleet.desk.tablePart(id)?.ideas ?? []) tableOf.set(idea.id, id);
	for (const { id, seen, ideasSeen } of fleet.people) {
		const sat = new Set<string>(seen.map(({ table }) => table));
		for (const idea of ideasSeen) {
			const table = tableOf.get(idea);
			if (table && !sat.has(table)) note('REL-5', `${id} saw an idea of ${table} and never sat there`);
		}
	}
}

/** Nobody who kept to the plan meets anybody twice; tables and hosts come from what people saw themselves. */
function meetings(fleet: Fleet, note: Note): void {
	const { plan } = fleet.desk.desk;
	// After a repair the sheet counts where people really sat in the rounds that ran; the plan says where they should have.
	if (!plan || (plan.step && plan.step.kind !== 'planned')) return;
	const met = new Map<string, number>();
	for (const seats of plan.rounds) {
		const tables = new Map<TableId, PersonId[]>();
		for (const [person, table] of Object.entries(seats) as [PersonId, TableId][])
			tables.set(table, [...(tables.get(table) ?? []), person]);
		for (const people of tables.values())
			for (const [a, first] of people.entries())
				for (const second of people.slice(a + 1)) {
					const pair = [first, second].sort().join(' ');
					met.set(pair, (met.get(pair) ?? 0) + 1);
				}
	}
	const again = [...met.values()].reduce((sum, times) => sum + times - 1, 0);
	if (again !== plan.sheet.pairsMeetingAgain)
		note('PLAN', `${again} meetings are not the first, the sheet says ${plan.sheet.pairsMeetingAgain}`);
}
