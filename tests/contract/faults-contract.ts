import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { Directory, newEventId, newPersonId } from '#server/directory/directory.ts';
import { openStore, type StoreChoice } from '#server/store/open-store.ts';
import { filesHolding } from './bytes.ts';
import { expectNothingLost, startWriter, type Acknowledged } from './writing.ts';

/** A store on files of its own. */
export interface Place {
	readonly choice: StoreChoice;
	/** Where all its files are. */
	readonly folder: string;
	end(): Promise<void>;
}

const secretText = () => randomBytes(24).toString('hex');

/** What a store on files keeps through kills and restarts, and what it must not keep. */
export function faultsContract(name: string, open: () => Promise<Place>): void {
	describe(`Faults contract: ${name}`, () => {
		let place: Place;
		let event: EventId;
		beforeEach(async () => {
			place = await open();
			event = randomUUID() as EventId;
		});
		afterEach(() => place.end());

		test('[FAULT-2] kill -9 of the node while it appends: every acknowledged append is there, none twice', async () => {
			const acknowledged: Acknowledged[] = [];
			for (let run = 0; run < 5; run++) {
				const writer = startWriter(place.choice, event, `run${run}`);
				await writer.acknowledged(1 + Math.floor(Math.random() * 400));
				acknowledged.push(...(await writer.kill9()));
				await expectNothingLost(place.choice, event, acknowledged);
			}
			expect(acknowledged.length).toBeGreaterThan(5);
		});

		test('a store that is opened again has what was written', async () => {
			const first = await openStore(place.choice);
			await first.log.append(event, 0, 'a', 'x');
			await first.records.put('k', 'v');
			await first.close();
			const second = await openStore(place.choice);
			expect(await second.log.append(event, 0, 'a', 'x')).toEqual({ kind: 'already', seq: 1 });
			expect(await second.records.get('k')).toBe('v');
			await second.close();
		});

		test("another instance's store is refused", async () => {
			const mine = { ...place.choice, instanceId: 'mine' } as StoreChoice;
			await (await openStore(mine)).close();
			await (await openStore(mine)).close();
			await expect(openStore({ ...mine, instanceId: 'theirs' } as StoreChoice)).rejects.toMatchObject({
				name: 'ForeignStoreError'
			});
		});

		test('writes that were asked for before close are written', async () => {
			const store = await openStore(place.choice);
			const asked = Array.from({ length: 50 }, (_, n) => store.log.append(event, n, `c${n}`, 'x'));
			await store.close();
			expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual(asked.map(() => 'appended'));
		});

		test('erase and purge leave none of the bytes in any file', async () => {
			const store = await openStore(place.choice);
			const kept = newEventId();
			const [erased, deleted, overwritten, stays] = [secretText(), secretText(), secretText(), secretText()];
			// Enough around it that pages are split and joined.
			for (let n = 0; n < 200; n++) {
				const body = `${n % 10 === 5 ? erased : ''}${randomBytes(n * 7).toString('hex')}`;
				await Promise.all([
					store.log.append(event, n, `c${n}`, body),
					store.log.append(kept, n, `c${n}`, `${stays}${n}`)
				]);
			}
			await store.records.putMany(
				Array.from({ length: 500 }, (_, n) => [`r${n}`, n % 7 === 3 ? deleted : randomBytes(n).toString('hex')])
			);
			await store.records.put('o', overwritten);
			for (const secret of [erased, deleted, overwritten, stays]) {
				expect(filesHolding(place.folder, Buffer.from(secret))).not.toEqual([]);
			}
			await store.log.erase(event);
			await store.records.delete(Array.from({ length: 500 }, (_, n) => `r${n}`).filter((_, n) => n % 7 === 3));
			await store.records.put('o', 'nothing');
			await store.purge();
			for (const secret of [erased, deleted, overwritten]) {
				expect(filesHolding(place.folder, Buffer.from(secret))).toEqual([]);
			}
			expect(filesHolding(place.folder, Buffer.from(stays))).not.toEqual([]);
			expect(await store.log.lastSeq(kept)).toBe(200);
			await store.close();
			expect(filesHolding(place.folder, Buffer.from(erased))).toEqual([]);
		});

		test('a purge leaves nothing behind where records came and went in any order', async () => {
			const store = await openStore(place.choice);
			const secret = secretText();
			// SQLite moves records between pages as these fill, and leaves copies that `secure_delete` does not see.
			for (let round = 0; round < 20; round++) {
				const entries = Array.from({ length: 150 }, (_, n): [string, string] => {
					const text = randomBytes(Math.floor(Math.random() * 150)).toString('hex');
					return [`${n % 10 === 0 ? 'secret' : 'other'}/${randomUUID()}`, n % 10 === 0 ? secret + text : text];
				});
				await store.records.putMany(entries);
				await store.records.delete(entries.filter((_, n) => n % 3 === 1).map(([key]) => key));
			}
			// Logs whose commits lie among each other; most of them are erased one after the other.
			const logs = Array.from({ length: 12 }, () => ({ id: newEventId(), seq: 0 }));
			const underWay: Promise<unknown>[] = [];
			for (let n = 0; n < 4_000; n++) {
				const log = logs[Math.floor(Math.random() * logs.length)]!;
				const mark = log === logs[0] ? '' : secret;
				const text = randomBytes(Math.floor(Math.random() * 100)).toString('hex');
				underWay.push(store.log.append(log.id, log.seq++, mark + randomUUID(), mark + text));
				// Not all at once: the last would wait longer for a busy disk than the store has patience.
				if (underWay.length === 200) await Promise.all(underWay.splice(0));
			}
			for (const { id } of logs.slice(1)) await store.log.erase(id);
			expect(await store.log.lastSeq(logs[0]!.id)).toBe(logs[0]!.seq);
			const secrets = (await store.records.list('secret/')).map(({ key }) => key);
			await store.records.putMany(secrets.filter((_, n) => n % 2 === 0).map((key) => [key, 'nothing']));
			await store.records.delete(secrets.filter((_, n) => n % 2 === 1));
			await store.purge();
			for (const part of [secret.slice(0, 24), secret.slice(24)]) {
				expect(filesHolding(place.folder, Buffer.from(part))).toEqual([]);
			}
			await store.close();
		});

		test('destroyed keys are in no file after a purge', async () => {
			const store = await openStore(place.choice);
			const directory = new Directory(store.records);
			const people = Array.from({ length: 60 }, (_, n) => ({ person: newPersonId(), name: `Person ${n}` }));
			await directory.people.add(event, people);
			const gone = people.filter((_, n) => n % 3 === 0).map(({ person }) => person);
			const secrets = gone.flatMap((person) => {
				const { identity, content } = directory.ring.keysOf(event, person);
				return [Buffer.from(identity.key), Buffer.from(content!.key)];
			});
			const kept = Buffer.from(directory.ring.keysOf(event, people[1]!.person).identity.key);
			for (const secret of [...secrets, kept]) expect(filesHolding(place.folder, secret)).not.toEqual([]);
			for (const person of gone) await directory.people.destroyKeys(event, [person], 'everything');
			await store.purge();
			for (const secret of secrets) expect(filesHolding(place.folder, secret)).toEqual([]);
			expect(filesHolding(place.folder, kept)).not.toEqual([]);
			await store.close();
		});

		test('figures: appends a second', async () => {
			const store = await openStore(place.choice);
			const figures: string[] = [];
			for (const [inFlight, total] of [
				[1, 300],
				[200, 6_000]
			] as const) {
				const log = randomUUID() as EventId;
				const begin = performance.now();
				let next = 0;
				await Promise.all(
					Array.from({ length: inFlight }, async () => {
						for (let seq = next++; seq < total; seq = next++) {
							await store.log.append(log, seq, `c${seq}`, 'x'.repeat(300));
						}
					})
				);
				const perSecond = (total / (performance.now() - begin)) * 1_000;
				expect(await store.log.lastSeq(log)).toBe(total);
				figures.push(`${inFlight} in flight ${Math.round(perSecond)}/s`);
			}
			console.log(`${name}: durable appends of 300 bytes: ${figures.join(', ')}`);
			await store.close();
		});
	});
}
