/**
 * The thread that owns both files. Group commit without a timer: whatever arrived while the last fsync ran is the
 * next transaction; one fsync, then all of it is acknowledged.
 */
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { LogFile } from './log-file.ts';
import { RecordsFile } from './records-file.ts';
import type { Answer, Asked, Request } from './requests.ts';

/** So that a flood of writes cannot put off the first acknowledgement for ever. */
const MOST_IN_ONE_TRANSACTION = 5_000;

const port = parentPort!;
const { folder } = workerData as { folder: string };
const log = new LogFile(join(folder, 'log.sqlite'));
const records = new RecordsFile(join(folder, 'directory.sqlite'));

function perform(request: Request): unknown {
	switch (request.op) {
		case 'append':
			return log.append(request.event, request.expectedSeq, request.commandId, request.body, request.after);
		case 'read':
			return log.read(request.event, request.afterSeq, request.limit);
		case 'last_seq':
			return log.lastSeq(request.event);
		case 'erase':
			return log.erase(request.event);
		case 'get_many':
			return records.getMany(request.keys);
		case 'put_many':
			return records.putMany(request.entries);
		case 'put_if_absent':
			return records.putIfAbsent(request.key, request.value);
		case 'delete':
			return records.delete(request.keys);
		case 'list':
			return records.list(request.prefix);
		case 'purge':
			log.purgeErased();
			return records.purge(true);
		case 'close':
			log.close();
			return records.close();
	}
}

/** All or nothing: one failure rejects the whole batch, and nobody hears "written" of what was rolled back. */
function performTogether(batch: readonly Asked[]): Answer[] {
	try {
		const answers = batch.map(({ id, request }): Answer => ({ id, ok: true, value: perform(request) }));
		log.commit();
		records.commit();
		return answers;
	} catch (error) {
		log.rollback();
		records.rollback();
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
		const message = error instanceof Error ? error.message : String(error);
		return batch.map(({ id }) => ({ id, ok: false, code, message }));
	}
}

/** A purge and the end wait for what came before and stand alone; everything between them goes together. */
function inTransactions(asked: readonly Asked[]): Asked[][] {
	const transactions: Asked[][] = [[]];
	for (const one of asked) {
		if (one.request.op === 'purge' || one.request.op === 'close') transactions.push([one], []);
		else transactions.at(-1)!.push(one);
	}
	return transactions.filter(({ length }) => length > 0);
}

port.on('message', (first: Asked[]) => {
	const asked = [...first];
	while (asked.length < MOST_IN_ONE_TRANSACTION) {
		const next = receiveMessageOnPort(port) as { message: Asked[] } | undefined;
		if (!next) break;
		asked.push(...next.message);
	}
	for (const transaction of inTransactions(asked)) {
		port.postMessage(performTogether(transaction));
		if (transaction[0]!.request.op === 'close') port.close();
	}
});
