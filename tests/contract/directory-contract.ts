import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import { Directory, newEventId, newPersonId } from '#server/directory/directory.ts';
import { CODE_LETTERS } from '#server/directory/ids.ts';
import type { Store } from '#server/store/ports.ts';
import type { Bench } from './log-store-contract.ts';

const NOW = 1_800_000_000_000;

/** What the directory does on every store. `other()` is another node's directory on the same records. */
export function directoryContract(name: string, open: () => Promise<Bench>): void {
	describe(`Directory contract: ${name}`, () => {
		let bench: Bench;
		let store: Store;
		let directory: Directory;
		const event = newEventId();
		const other = () => new Directory(store.records);
		const ada = newPersonId();
		const addAda = (into = directory) =>
			into.people.add(event, [{ person: ada, name: 'Adelheid Ågren', importId: 'ada@example.org' }]);
		const stored = async () => (await store.records.list('')).map(({ key, value }) => `${key} ${value}`).join('\n');

		beforeEach(async () => {
			bench = await open();
			store = await bench.node();
			directory = new Directory(store.records);
		});
		afterEach(async () => {
			await store.close();
			await bench.end();
		});

		describe('people', () => {
			test('a person is found by id, import id and card, on every node', async () => {
				const [listed] = await addAda();
				for (const { people } of [directory, other()]) {
					expect(await people.get(event, ada)).toEqual(listed);
					expect(await people.list(event)).toEqual([listed]);
					expect(await people.byImportId(event, 'ada@example.org')).toBe(ada);
					expect(await people.byCard(event, listed!.card.toLowerCase().replace(/^.../, '$& '))).toBe(ada);
				}
				expect(await directory.people.byCard(newEventId(), listed!.card)).toBeNull();
			});

			test('an id of a list is one person’s: of two nodes that say whose it is, one is heard', async () => {
				await addAda();
				const [bo, cleo] = [newPersonId(), newPersonId()];
				const wanted = (whose: PersonId) => [
					{ importId: 'ada@example.org', whose },
					{ importId: 'b', whose }
				];
				const said = await Promise.all([
					directory.people.claim(event, wanted(bo)),
					other().people.claim(event, wanted(cleo))
				]);
				expect(said[0]).toEqual(said[1]);
				expect(said[0]![0]).toBe(ada);
				expect([bo, cleo]).toContain(said[0]![1]);
				expect(await other().people.byImportIds(event, ['b', 'nobody', 'ada@example.org'])).toEqual([
					said[0]![1],
					null,
					ada
				]);
				expect(await directory.people.byImportIds(newEventId(), ['b'])).toEqual([null]);
				await directory.people.destroyKeys(event, [said[0]![1]!], 'identity');
				expect(await directory.people.byImportIds(event, ['b'])).toEqual([null]);
			});

			test('neither name nor import id stands anywhere in the clear', async () => {
				await addAda();
				expect(await stored()).not.toMatch(/adelheid|ågren|ada@|example\.org/i);
			});

			test('2,000 people get 2,000 cards of 6 letters that are not mistaken for others', async () => {
				const people = Array.from({ length: 2_000 }, (_, n) => ({ person: newPersonId(), name: `P ${n}` }));
				const listed = await directory.people.add(event, people);
				expect(new Set(listed.map(({ card }) => card)).size).toBe(2_000);
				for (const { card } of listed) expect(card).toMatch(new RegExp(`^[${CODE_LETTERS}]{6}$`));
				expect(await other().people.list(event)).toHaveLength(2_000);
			});

			test('an import that is repeated keeps keys and cards', async () => {
				const [first] = await addAda();
				const { identity, content } = directory.ring.keysOf(event, ada);
				const again = other();
				expect(await addAda(again)).toEqual([first]);
				expect(again.ring.keysOf(event, ada)).toEqual({ identity, content });
				const fresh = other();
				await fresh.load(event);
				expect(fresh.ring.keysOf(event, ada)).toEqual({ identity, content });
				expect((await store.records.list('key/')).length).toBe(2);
			});

			test('two nodes that add the same person at once end with the same keys', async () => {
				const [a, b] = [other(), other()];
				await Promise.all([addAda(a), addAda(b)]);
				const fresh = other();
				await fresh.load(event);
				expect(a.ring.keysOf(event, ada)).toEqual(fresh.ring.keysOf(event, ada));
				expect(b.ring.keysOf(event, ada)).toEqual(fresh.ring.keysOf(event, ada));
				expect(await fresh.people.get(event, ada)).not.toBeNull();
			});

			test('keys left by an import that was cut off are never used', async () => {
				await addAda();
				const key = Buffer.alloc(32, 7).toString('base64url');
				await store.records.put(`key/${event}/zzzz`, JSON.stringify({ key, person: ada }));
				const fresh = other();
				await fresh.load(event);
				expect(fresh.ring.keysOf(event, ada).identity.keyId).not.toBe('zzzz');
				await directory.ring.refresh(event, ['zzzz']);
				expect(directory.ring.keysOf(event, ada).identity.keyId).not.toBe('zzzz');
			});

			test('names come from memory, and are read again after a rename elsewhere', async () => {
				await addAda();
				const node = other();
				expect(() => node.people.nameOf(event, ada)).toThrow('not loaded');
				await node.load(event);
				expect(node.people.nameOf(event, ada)).toBe('Adelheid Ågren');
				expect(await directory.people.rename(event, ada, 'Ada B.')).toBe(true);
				expect(directory.people.nameOf(event, ada)).toBe('Ada B.');
				await node.people.refresh(event, [ada]);
				expect(node.people.nameOf(event, ada)).toBe('Ada B.');
				expect(await directory.people.rename(event, newPersonId(), 'X')).toBe(false);
			});

			test('a person whom another node added is found after a look by key id or person', async () => {
				const [byKey, byPerson] = [other(), other()];
				await Promise.all([byKey.load(event), byPerson.load(event)]);
				await addAda();
				const keys = directory.ring.keysOf(event, ada);
				expect(byKey.ring.keyOf(event, keys.identity.keyId)).toBeNull();
				await byKey.ring.refresh(event, [keys.identity.keyId]);
				await byPerson.ring.refreshPerson(event, ada);
				expect(byKey.ring.keysOf(event, ada)).toEqual(keys);
				expect(byPerson.ring.keysOf(event, ada)).toEqual(keys);
			});

			test('ids cannot reach into the records of another event', async () => {
				const sly = 'a/b' as PersonId;
				await directory.people.add(event, [{ person: sly, name: 'Sly' }]);
				expect((await directory.people.list(event)).map(({ person }) => person)).toEqual([sly]);
			});
		});

		describe('forgetting', () => {
			test.each(['identity', 'everything'] as const)(
				'%s: name, card and import id end, on every node',
				async (what) => {
					const [listed] = await addAda();
					const { identity, content } = directory.ring.keysOf(event, ada);
					const [identityKey, contentKey] = [Buffer.from(identity.key), Buffer.from(content!.key)];
					const [node, late] = [other(), other()];
					await Promise.all([node.load(event), late.load(event)]);
					await directory.people.markForgetting(event, ada, what);
					await directory.people.destroyKeys(event, [ada], what);
					node.people.drop(event, ada, what);

					// A node that looks at the names again before it has read `person_forgotten`.
					await late.people.refresh(event, [ada]);
					expect(late.people.nameOf(event, ada)).toBeNull();
					for (const { people, ring } of [directory, node]) {
						expect(await people.get(event, ada)).toBeNull();
						expect(people.nameOf(event, ada)).toBeNull();
						expect(await people.byCard(event, listed!.card)).toBeNull();
						expect(await people.byImportId(event, 'ada@example.org')).toBeNull();
						expect(() => ring.keysOf(event, ada)).toThrow('no identity key');
						expect(ring.keyOf(event, identity.keyId)).toBeNull();
						const kept = ring.keyOf(event, content!.keyId);
						if (what === 'identity') expect(kept).toEqual(contentKey);
						else expect(kept).toBeNull();
					}
					const all = await stored();
					expect(all).not.toContain(identityKey.toString('base64url'));
					if (what === 'everything') expect(all).not.toContain(contentKey.toString('base64url'));
					// Nothing links the content key to the person: her id is left only in the mark.
					expect((await store.records.list('')).filter(({ key, value }) => (key + value).includes(ada))).toEqual([
						{ key: `forget/${event}/${ada}`, value: expect.any(String) }
					]);
				}
			);

			test('a look-up under way does not bring a destroyed key back', async () => {
				await addAda();
				const node = other();
				await node.load(event);
				const { keyId } = node.ring.keysOf(event, ada).identity;
				node.people.drop(event, ada, 'identity');
				await node.ring.refresh(event, [keyId]); // still in the store: another node is about to delete it
				expect(node.ring.keyOf(event, keyId)).toBeNull();
			});

			test('what was begun is found after a restart, until it is done', async () => {
				await addAda();
				await directory.people.markForgetting(event, ada, 'identity');
				const restarted = other();
				expect(await restarted.people.forgottenPending(event)).toEqual([
					{ person: ada, what: 'identity', state: 'pending' }
				]);
				await restarted.people.destroyKeys(event, [ada], 'identity');
				await restarted.people.destroyKeys(event, [ada], 'identity'); // again, cut off before the mark
				await restarted.people.markForgotten(event, ada);
				expect(await restarted.people.forgottenPending(event)).toEqual([]);
				expect(await restarted.people.forgotten(event)).toEqual([{ person: ada, what: 'identity', state: 'done' }]);
			});

			test('what was asked is never made less', async () => {
				await directory.people.markForgetting(event, ada, 'everything');
				await directory.people.markForgetting(event, ada, 'identity');
				expect(await directory.people.forgotten(event)).toMatchObject([{ what: 'everything', state: 'pending' }]);
			});

			test('a forgotten id is not given out again', async () => {
				await addAda();
				await directory.people.markForgetting(event, ada, 'identity');
				await expect(addAda()).rejects.toThrow('was forgotten');
			});
		});

		describe('links', () => {
			const role = { kind: 'role', role: 'facilitator', person: null, label: 'for Bo' } as const;

			test('a link is resolved by its token, of which only the hash is stored', async () => {
				const { token, link } = await directory.links.create(event, role, NOW);
				expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
				expect(await other().links.resolve(token)).toEqual(link);
				expect(link).toEqual({ ...role, id: link.id, event, createdAt: NOW });
				expect(await stored()).not.toContain(token);
				expect(await directory.links.resolve(link.id)).toBeNull();
				expect(await directory.links.resolve('')).toBeNull();
			});

			test('a revoked link is unknown, the others go on', async () => {
				const one = await directory.links.create(event, role, NOW);
				const two = await directory.links.create(event, role, NOW + 1);
				await directory.links.revoke(event, [one.link.id]);
				expect(await directory.links.resolve(one.token)).toBeNull();
				expect(await directory.links.list(event)).toEqual([two.link]);
			});

			test("a person's links end together", async () => {
				const personal = { kind: 'personal', role: 'participant', person: ada, label: null } as const;
				const [hers, hers2, open] = await directory.links.createMany(
					event,
					[personal, personal, { ...personal, kind: 'open', person: null }],
					NOW
				);
				expect(new Set((await directory.signOut(event, [ada])).links)).toEqual(
					new Set([hers!.link.id, hers2!.link.id])
				);
				expect(await directory.links.resolve(hers2!.token)).toBeNull();
				expect(await directory.links.resolve(open!.token)).toEqual(open!.link);
			});
		});

		describe('codes', () => {
			test('[SEC-2] after 5 wrong tries of a browser in a minute, right and wrong get the same answer', async () => {
				const [{ card } = { card: '' }] = await addAda();
				const { links } = directory;
				expect(await links.tryCode(event, card, 'a', NOW)).toEqual({ kind: 'person', person: ada });
				for (let n = 0; n < 5; n++) expect(await links.tryCode(event, '222222', 'a', NOW)).toEqual({ kind: 'unknown' });
				expect(await links.tryCode(event, '222222', 'a', NOW + 59_999)).toEqual({ kind: 'wait' });
				expect(await links.tryCode(event, card, 'a', NOW + 59_999)).toEqual({ kind: 'wait' });
				expect(await links.tryCode(event, card, 'b', NOW)).toEqual({ kind: 'person', person: ada });
				expect(await links.tryCode(event, card, 'a', NOW + 60_000)).toEqual({ kind: 'person', person: ada });
			});

			test('[SEC-2] after 50 wrong tries in an event all browsers wait, other events do not', async () => {
				const { links } = directory;
				// At once, so that none is counted after the others have slipped through.
				const answers = await Promise.all(
					Array.from({ length: 200 }, (_, n) => links.tryCode(event, 'nonsense', `browser ${n}`, NOW))
				);
				expect(answers.filter(({ kind }) => kind === 'unknown')).toHaveLength(50);
				expect(answers.filter(({ kind }) => kind === 'wait')).toHaveLength(150);
				expect(await links.tryCode(newEventId(), '222222', 'x', NOW)).toEqual({ kind: 'unknown' });
			});

			test('[SEC-2] two nodes count together: per event, and per browser', async () => {
				const [{ card } = { card: '' }] = await addAda();
				const nodes = [directory.links, other().links] as const;
				for (let n = 0; n < 5; n++) await nodes[n % 2]!.tryCode(event, '222222', 'a', NOW);
				for (const links of nodes) expect(await links.tryCode(event, card, 'a', NOW)).toEqual({ kind: 'wait' });
				const answers = await Promise.all(
					Array.from({ length: 100 }, (_, n) => nodes[n % 2]!.tryCode(event, '222222', { address: `${n}` }, NOW))
				);
				expect(answers.filter(({ kind }) => kind === 'unknown')).toHaveLength(45);
				for (const links of nodes) expect(await links.tryCode(event, card, 'b', NOW)).toEqual({ kind: 'wait' });
			});

			test('[SEC-2] right tries are not counted', async () => {
				const [{ card } = { card: '' }] = await addAda();
				for (let n = 0; n < 100; n++) {
					expect((await directory.links.tryCode(event, card, 'kiosk', NOW)).kind).toBe('person');
				}
			});

			test('the open code leads to the open door, and can be ended; a card cannot be ended so', async () => {
				const [{ card } = { card: '' }] = await addAda();
				const code = await directory.links.createOpenCode(event);
				expect(await directory.links.tryCode(event, code, 'a', NOW)).toEqual({ kind: 'open' });
				expect(await directory.people.byCard(event, code)).toBeNull();
				await directory.links.revokeOpenCode(event, code);
				await directory.links.revokeOpenCode(event, card);
				expect(await directory.links.tryCode(event, code, 'a', NOW)).toEqual({ kind: 'unknown' });
				expect(await directory.people.byCard(event, card)).toBe(ada);
			});
		});

		describe('sessions', () => {
			const entry = { event, role: 'participant', person: ada, link: null } as const;

			test('the cookie is opaque, and only its hash is stored', async () => {
				const { cookie, entry: added } = await directory.sessions.addEntry(null, entry, NOW);
				expect(await other().sessions.entries(cookie)).toEqual([added]);
				expect(await directory.sessions.entry(cookie, added.entryId)).toEqual(added);
				expect(await stored()).not.toContain(cookie);
			});

			test('a cookie that we did not give out is not taken over', async () => {
				const { cookie } = await directory.sessions.addEntry('chosen by an attacker', entry, NOW);
				expect(cookie).not.toBe('chosen by an attacker');
				expect(await directory.sessions.entries('chosen by an attacker')).toEqual([]);
			});

			test('entries stand beside each other; coming again gives the same one', async () => {
				const { cookie, entry: first } = await directory.sessions.addEntry(null, entry, NOW);
				const desk = { ...entry, role: 'facilitator', person: null } as const;
				const { entry: second } = await directory.sessions.addEntry(cookie, desk, NOW + 1);
				const again = await directory.sessions.addEntry(cookie, entry, NOW + 2);
				expect(again).toEqual({ cookie, entry: first });
				expect(await directory.sessions.entries(cookie)).toEqual([first, second]);
				expect(await directory.sessions.entry(cookie, first.entryId)).toMatchObject({ role: 'participant' });
			});

			test('one browser does not have the entry of another', async () => {
				const mine = await directory.sessions.addEntry(null, entry, NOW);
				const theirs = await directory.sessions.addEntry(null, entry, NOW);
				expect(await directory.sessions.entry(mine.cookie, theirs.entry.entryId)).toBeNull();
			});

			test('entries end one by one, by person, by link, by event', async () => {
				const { sessions } = directory;
				const add = (changes: object) => sessions.addEntry(null, { ...entry, ...changes }, NOW);
				const [one, hers, byLink, rest] = [
					await add({ person: newPersonId() }),
					await add({}),
					await add({ person: null, link: 'l' }),
					await add({ person: null })
				];
				const elsewhere = await add({ event: newEventId() });
				await sessions.removeEntry(one.cookie, one.entry.entryId);
				expect(await sessions.removePeople(event, new Set([ada]))).toEqual([hers.entry]);
				expect(await sessions.removeByLinks(event, ['l'])).toEqual([byLink.entry]);
				expect(await sessions.removeEvent(event)).toEqual([rest.entry]);
				for (const { cookie } of [one, hers, byLink, rest]) expect(await sessions.entries(cookie)).toEqual([]);
				expect(await sessions.entries(elsewhere.cookie)).toEqual([elsewhere.entry]);
			});
		});

		test('events are listed oldest first, and an id is taken once', async () => {
			const registered = { rehearsal: false, timeScale: 1, importedFrom: null, example: false };
			const [young, old] = [newEventId(), newEventId()].map((id, n) => ({ ...registered, id, createdAt: NOW - n }));
			expect(await directory.events.create(young!)).toBe(true);
			expect(await directory.events.create(old!)).toBe(true);
			expect(await directory.events.create({ ...young!, timeScale: 20 })).toBe(false);
			expect(await other().events.list()).toEqual([old, young]);
			expect(await directory.events.get(newEventId())).toBeNull();
		});

		test('an erased event leaves no record, and takes nothing of another with it', async () => {
			const fill = async (id: typeof event) => {
				await directory.events.create({
					id,
					createdAt: NOW,
					rehearsal: true,
					timeScale: 20,
					importedFrom: null,
					example: true
				});
				await directory.people.add(id, [{ person: ada, name: 'Ada', importId: '1' }]);
				await directory.links.create(id, { kind: 'open', role: 'participant', person: null, label: null }, NOW);
				await directory.links.createOpenCode(id);
				await directory.sessions.addEntry(null, { event: id, role: 'participant', person: ada, link: null }, NOW);
				await directory.people.markForgetting(id, newPersonId(), 'identity');
			};
			const kept = newEventId();
			await fill(kept);
			const before = (await store.records.list('')).length;
			await fill(event);
			await directory.eraseEvent(event);
			const left = await store.records.list('');
			expect(left.filter(({ key, value }) => (key + value).includes(event))).toEqual([]);
			expect(left).toHaveLength(before + 1); // the cookie of the browser, which holds no entry any more
			expect(await directory.events.list()).toMatchObject([{ id: kept }]);
			expect(directory.people.nameOf(kept, ada)).toBe('Ada');
			expect(() => directory.people.nameOf(event, ada)).toThrow('not loaded');
		});
	});
}
