import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelFact } from '#lib/domain/facts.ts';
import type { IdeaId, PersonId, TableId, ThemeId, TopicId, VoteId } from '#lib/domain/ids.ts';
import { Directory, newEventId, newPersonId } from '#server/directory/directory.ts';
import type { Draft } from '#server/events/event-log.ts';
import { SealedLog } from '#server/events/sealed-log.ts';
import type { Store } from '#server/store/ports.ts';
import type { Bench } from './log-store-contract.ts';

const TABLE = 't1' as TableId;
const IDEA = 'i1' as IdeaId;

/** What the log of facts keeps from its store, on every adapter. */
export function sealedLogContract(name: string, open: () => Promise<Bench>): void {
	describe(`SealedLog contract: ${name}`, () => {
		let bench: Bench;
		let store: Store;
		let directory: Directory;
		let log: SealedLog;
		const event = newEventId();
		const [ada, bo] = [newPersonId(), newPersonId()];

		/** Another node on the same store. */
		const node = async () => {
			const other = new Directory(store.records);
			await other.load(event);
			return { directory: other, log: new SealedLog(store.log, other.ring) };
		};
		const draft = (commandId: string, facts: ChannelFact[], actor: PersonId | null = null): Draft => ({
			at: 1_800_000_000_000,
			commandId,
			actor,
			facts
		});
		const idea = (text: string, owner?: PersonId): ChannelFact => ({
			channel: `table:${TABLE}`,
			fact: {
				type: 'idea_added',
				idea: IDEA,
				round: 1,
				text,
				language: 'en',
				at: 5,
				onBehalf: false,
				signedBy: null
			},
			...(owner ? { owner } : {})
		});
		const ballot: ChannelFact = {
			channel: `person:${ada}`,
			fact: { type: 'ballot_cast', vote: 'v1' as VoteId, dots: { ['secret theme' as ThemeId]: 3 }, paper: false }
		};
		const added: ChannelFact = {
			channel: 'desk',
			fact: {
				type: 'person_added',
				person: {
					id: ada,
					role: 'participant',
					participation: 'invited',
					hosts: null,
					attendance: 'hall',
					device: 'own',
					languages: ['xx-secret'],
					country: 'Secretland',
					organisation: 'Secret & Sons',
					tags: ['secret tag'],
					topics: ['secret topic' as TopicId]
				}
			}
		};
		const needs: ChannelFact = { channel: 'care', fact: { type: 'needs_stated', person: ada, needs: ['secret need'] } };
		const open_: ChannelFact = { channel: 'everyone', fact: { type: 'event_closed', at: 7 } };
		const everything = draft('c1', [added, ballot, idea('secret thought', ada), needs, open_], ada);
		const unowned = (facts: readonly ChannelFact[]) => facts.map(({ channel, fact }) => ({ channel, fact }));

		beforeEach(async () => {
			bench = await open();
			store = await bench.node();
			directory = new Directory(store.records);
			log = new SealedLog(store.log, directory.ring);
			await directory.people.add(event, [
				{ person: ada, name: 'Ada' },
				{ person: bo, name: 'Bo' }
			]);
		});
		afterEach(async () => {
			await store.close();
			await bench.end();
		});

		test('what is written comes back, but for the owner', async () => {
			expect(await log.append(event, 0, everything)).toEqual({ kind: 'appended', seq: 1 });
			const commits = [{ ...everything, seq: 1, facts: unowned(everything.facts) }];
			expect(await log.read(event, 0)).toEqual(commits);
			expect(await (await node()).log.read(event, 0)).toEqual(commits);
			expect(await log.append(event, 1, everything)).toEqual({ kind: 'already', seq: 1 });
		});

		test('[LOG-7] nothing personal, no actor and no person channel stands in the store', async () => {
			await log.append(event, 0, draft('c1', [ballot, idea('secret thought', ada)], ada));
			await log.append(event, 1, draft('c2', [added, needs]));
			const [one, two] = (await store.log.read(event, 0)).map(({ body }) => body);
			// Each too long, or with a letter that base64 has not, to come about by chance.
			expect(one + two!).not.toMatch(/secret (thought|theme|tag|topic|need)|secretland|secret & sons|xx-secret/i);
			expect(one).not.toContain(ada);
			expect(one).not.toMatch(/ballot_cast|person:/);
			expect(Object.keys(JSON.parse(one!) as object)).toEqual(['seq', 'at', 'commandId', 'actor', 'parts']);
			expect(Object.keys(JSON.parse(two!) as object)).toEqual(['seq', 'at', 'commandId', 'parts']);
		});

		test('a conflict carries readable commits', async () => {
			await log.append(event, 0, everything);
			expect(await log.append(event, 0, draft('c2', [open_]))).toEqual({
				kind: 'conflict',
				missing: [{ ...everything, seq: 1, facts: unowned(everything.facts) }]
			});
		});

		test('[LOG-2] appends in flight together keep their order', async () => {
			const answers = await Promise.all(
				Array.from({ length: 200 }, (_, n) => log.append(event, n, draft(`c${n}`, [idea(`${n}`, ada)], bo)))
			);
			expect(answers.every(({ kind }) => kind === 'appended')).toBe(true);
			expect((await log.read(event, 150)).map(({ commandId }) => commandId)).toEqual(
				Array.from({ length: 50 }, (_, n) => `c${n + 150}`)
			);
		});

		describe('destroyed keys', () => {
			beforeEach(() => log.append(event, 0, everything));

			test('identity: fields null, person part out, actor null, texts stay', async () => {
				await directory.people.destroyKeys(event, [ada], 'identity');
				const [commit] = await log.read(event, 0);
				expect(commit!.actor).toBeNull();
				expect(commit!.facts).toEqual([
					{
						channel: 'desk',
						fact: {
							type: 'person_added',
							person: {
								id: ada,
								role: 'participant',
								participation: 'invited',
								hosts: null,
								attendance: 'hall',
								device: 'own',
								languages: null,
								country: null,
								organisation: null,
								tags: null,
								topics: null
							}
						}
					},
					{ channel: `table:${TABLE}`, fact: idea('secret thought').fact },
					{ channel: 'care', fact: { type: 'needs_stated', person: ada, needs: null } },
					open_
				]);
			});

			test('everything: the texts as well, on every node', async () => {
				const other = await node();
				await other.log.read(event, 0);
				await directory.people.destroyKeys(event, [ada], 'everything');
				other.directory.people.drop(event, ada, 'everything');
				for (const each of [log, other.log, (await node()).log]) {
					const [commit] = await each.read(event, 0);
					expect(commit!.facts[1]!.fact).toEqual({ ...idea('').fact, text: null });
					expect(JSON.stringify(commit)).not.toContain('secret');
				}
			});

			test('who is forgotten writes no more', async () => {
				await directory.people.destroyKeys(event, [ada], 'everything');
				await expect(log.append(event, 1, draft('c2', [idea('x', ada)]))).rejects.toMatchObject({
					name: 'SealingError'
				});
				expect(await store.log.lastSeq(event)).toBe(1);
			});
		});

		describe('without keys a write is refused, never unsealed', () => {
			test.each([
				['unknown actor', () => draft('c1', [open_], newPersonId())],
				['unknown owner', () => draft('c1', [idea('x', newPersonId())])],
				['unknown person channel', () => draft('c1', [{ ...ballot, channel: `person:${newPersonId()}` }])],
				['text without an owner', () => draft('c1', [idea('x')])]
			])('%s', async (_, written) => {
				await expect(log.append(event, 0, written())).rejects.toMatchObject({ name: 'SealingError' });
				expect(await store.log.lastSeq(event)).toBe(0);
			});

			test('keys that are not loaded', async () => {
				await log.append(event, 0, everything);
				const cold = new SealedLog(store.log, new Directory(store.records).ring);
				await expect(cold.append(event, 1, draft('c2', [ballot]))).rejects.toThrow('not loaded');
				// Never taken for "everybody was forgotten".
				await expect(cold.read(event, 0)).rejects.toThrow('not loaded');
			});
		});

		test('a person whom another node added is read and written', async () => {
			const [reader, writer] = [await node(), await node()];
			const cy = newPersonId();
			await directory.people.add(event, [{ person: cy, name: 'Cy' }]);
			const hers: ChannelFact = { channel: `person:${cy}`, fact: { type: 'stage_invited' } };
			await log.append(event, 0, draft('c1', [hers, idea('text', cy)], cy));
			expect(await reader.log.read(event, 0)).toMatchObject([{ actor: cy, facts: [hers, idea('text')] }]);
			expect(await writer.log.append(event, 1, draft('c2', [hers], cy))).toEqual({ kind: 'appended', seq: 2 });
		});

		test('a sealed value opens nowhere else', async () => {
			await log.append(event, 0, draft('c1', [idea('one', ada)], ada));
			const { body } = (await store.log.read(event, 0))[0]!;
			await store.log.append(event, 1, 'c2', body.replace('"commandId":"c1"', '"commandId":"c2"'));
			await expect(log.read(event, 1)).rejects.toMatchObject({ name: 'SealingError' });
			const [sealed] = /[\w-]+\.[\w-]{30,}/.exec(body)!;
			const changed = sealed.slice(0, -3) + (sealed.at(-3) === 'A' ? 'B' : 'A') + sealed.slice(-2);
			const other = newEventId();
			await directory.load(other);
			await store.log.append(event, 2, 'c3', body.replace(sealed, changed));
			await expect(log.read(event, 2)).rejects.toMatchObject({ name: 'SealingError' });
		});

		test('facts that were stored before a field became personal are read as they stand', async () => {
			const parts = [
				{ c: `table:${TABLE}`, f: idea('in the clear').fact },
				{ c: 'everyone', f: { type: 'from_the_future' } }
			];
			await store.log.append(event, 0, 'old', JSON.stringify({ seq: 1, at: 1, commandId: 'old', parts }));
			expect((await log.read(event, 0))[0]).toEqual({
				seq: 1,
				at: 1,
				commandId: 'old',
				actor: null,
				facts: [idea('in the clear'), { channel: 'everyone', fact: { type: 'from_the_future' } }]
			});
		});

		test('figures: a rotation of 2,000 people', async () => {
			const persons = Array.from({ length: 2_000 }, newPersonId);
			await directory.people.add(
				event,
				persons.map((person) => ({ person, name: person }))
			);
			const rotation = persons.map((person): ChannelFact => ({
				channel: `person:${person}`,
				fact: { type: 'seated', table: TABLE, round: 2, version: 7 }
			}));
			const begin = performance.now();
			const appended = log.append(event, 0, draft('rotation', rotation));
			const sealedMs = performance.now() - begin;
			await appended;
			const durableMs = performance.now() - begin;
			const read = performance.now();
			expect((await log.read(event, 0))[0]!.facts).toEqual(rotation);
			const readMs = performance.now() - read;
			const ms = (value: number) => value.toFixed(1);
			console.log(`${name}: 2,000 seals ${ms(sealedMs)} ms, durable after ${ms(durableMs)} ms, read ${ms(readMs)} ms`);
		});
	});
}
