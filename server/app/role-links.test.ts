import { beforeEach, describe, expect, it } from 'vitest';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { RoleLinks } from './role-links.ts';

const EVENT = 'ev' as EventId;

describe('RoleLinks', () => {
	let directory: Directory;
	let links: RoleLinks;
	let ended: string[];
	let added: { role: string; id: string }[];
	let opened: OpenEvent;
	let refuses: boolean;

	beforeEach(async () => {
		const store = new MemoryStore();
		directory = new Directory(store.records);
		await directory.load(EVENT);
		ended = [];
		added = [];
		refuses = false;
		links = new RoleLinks({
			directory,
			records: store.records,
			now: () => 1,
			endEntries: (entries, code) => ended.push(...[...entries].map((entry) => `${entry} ${code}`))
		});
		const submit = async (_id: string, command: { people: { role: string; id: string }[] }) => {
			if (refuses) return { ok: false, error: { code: 'event_closed' } };
			added.push(...command.people);
			return { ok: true, value: null };
		};
		opened = { event: EVENT, runtime: { state: new Map(), submit } } as unknown as OpenEvent;
	});
	const tokenFor = async (role: 'facilitator' | 'screen', label: string) => {
		const made = await links.create(opened, role, label);
		if (!made.ok) throw new Error(made.error.code);
		return made.value.token;
	};

	it('who acts gets a person of her own, so that the log can say who it was; a screen has none', async () => {
		const token = await tokenFor('facilitator', 'Malik');
		expect(added).toMatchObject([{ role: 'facilitator' }]);
		expect(await directory.links.resolve(token)).toMatchObject({ role: 'facilitator', person: added[0]!.id });
		expect(await directory.links.resolve(await tokenFor('screen', 'Foyer'))).toMatchObject({ person: null });
		expect((await links.list(EVENT)).roles.map(({ label }) => label).toSorted()).toEqual(['Foyer', 'Malik']);
	});

	it('keeps no name in the clear, and no token', async () => {
		const token = await tokenFor('facilitator', 'Malik');
		const stored = JSON.stringify(await directory.links.list(EVENT));
		expect(stored).not.toContain('Malik');
		expect(stored).not.toContain(token);
	});

	it('makes no link when the person was refused', async () => {
		refuses = true;
		expect(await links.create(opened, 'moderator', 'Luc')).toEqual({ ok: false, error: { code: 'event_closed' } });
		expect((await links.list(EVENT)).roles).toEqual([]);
	});

	it('one code for all open doors; it ends with the last of them', async () => {
		const first = await links.createOpen(EVENT);
		const second = await links.createOpen(EVENT);
		expect(second.code).toBe(first.code);
		const { open } = await links.list(EVENT);
		await links.revoke(EVENT, [open[0]!.id]);
		expect(await directory.links.tryCode(EVENT, first.code, 'b', 1)).toEqual({ kind: 'open' });
		await links.revoke(EVENT, [open[1]!.id]);
		expect(await directory.links.tryCode(EVENT, first.code, 'b', 1)).toEqual({ kind: 'unknown' });
		expect(await links.openCodes(EVENT)).toEqual([]);
	});

	it('ending a link signs out who came in by it, and nobody else', async () => {
		const link = (await directory.links.resolve(await tokenFor('facilitator', 'Malik')))!;
		const other = (await directory.links.resolve(await tokenFor('screen', 'Foyer')))!;
		const enter = ({ role, person, id }: typeof link) =>
			directory.sessions.addEntry(null, { event: EVENT, role, person, link: id }, 1);
		const { entry } = await enter(link);
		const kept = await enter(other);
		expect(await links.revoke(EVENT, [link.id])).toBe(1);
		expect(ended).toEqual([`${entry.entryId} not_signed_in`]);
		expect(await directory.sessions.entry(kept.cookie, kept.entry.entryId)).not.toBeNull();
	});

	it('ends one person everywhere: by her own links, and by the open door where she has none', async () => {
		const enter = (person: string, link: string | null, event = EVENT) =>
			directory.sessions.addEntry(null, { event, role: 'participant', person: person as PersonId, link }, 1);
		const personal = { kind: 'personal', role: 'participant', person: 'ada' as PersonId, label: null } as const;
		const link = (await directory.links.create(EVENT, personal, 1)).link.id;
		const ada = [await enter('ada', link), await enter('ada', null)];
		const walker = await enter('walker', null);
		const kept = [await enter('bo', null), await enter('walker', null, 'other' as EventId)];

		expect(await links.revokePerson(EVENT, 'walker' as PersonId)).toEqual({ links: 0, browsers: 1 });
		expect(ended).toEqual([`${walker.entry.entryId} not_signed_in`]);
		expect(await links.revokePerson(EVENT, 'ada' as PersonId)).toEqual({ links: 1, browsers: 2 });
		expect(await directory.links.ofPeople(EVENT, new Set(['ada' as PersonId]))).toEqual([]);
		for (const { cookie, entry } of [...ada, walker])
			expect(await directory.sessions.entry(cookie, entry.entryId)).toBeNull();
		for (const { cookie, entry } of kept) expect(await directory.sessions.entry(cookie, entry.entryId)).not.toBeNull();
		expect(await links.revokePerson(EVENT, 'walker' as PersonId)).toEqual({ links: 0, browsers: 0 });
	});

	it('does not end the links of another event', async () => {
		const elsewhere = await directory.links.create(
			'other' as EventId,
			{ kind: 'open', role: 'participant', person: null, label: null },
			1
		);
		await links.revoke(EVENT, [elsewhere.link.id]);
		expect(await directory.links.resolve(elsewhere.token)).not.toBeNull();
	});
});
