/** A café with the app running on it, ended and deleted with the test. */
import { join } from 'node:path';
import { startRedis, redisIsHere, type RedisServer } from '../contract/redis-server.ts';
import { Fleet, type FleetOptions } from '../../tools/fleet/fleet.ts';
import { AppProcess, freePort, temporaryFolder } from './app-process.ts';
import { makeCafe, type CafeWish, type MadeCafe } from './cafe-maker.ts';

/** `redis` is the app's own child; `redis_url` one that belongs to the operator, here to the test. */
export type StoreKind = 'sqlite' | 'redis' | 'redis_url';

export const STORES: readonly StoreKind[] = redisIsHere() ? ['sqlite', 'redis_url'] : ['sqlite'];

export interface OpenCafe extends MadeCafe {
	readonly app: AppProcess;
	readonly data: string;
	/** Only with `redis_url`. */
	readonly redis: RedisServer | null;
	readonly redisUrl: string | undefined;
	link(role: keyof MadeCafe['tokens'], app?: AppProcess): string;
	/** A fleet at the facilitator's desk that goes home with the test. */
	fleet(options: Omit<FleetOptions, 'link'>): Promise<Fleet>;
	/** Called when the test is over, last first. */
	atEnd(act: () => unknown): void;
}

/** @param onTestFinished of the test's context, or of the file's hooks */
export async function openCafe(
	kind: StoreKind,
	{ media = 'off', ...wish }: Omit<CafeWish, 'data' | 'store'> & { media?: 'auto' | 'off' },
	onTestFinished: (act: () => Promise<void>) => void
): Promise<OpenCafe> {
	const ends: (() => unknown)[] = [];
	onTestFinished(async () => {
		for (const end of ends.reverse()) await end();
	});
	const folder = temporaryFolder(`cafe-${kind}`);
	ends.push(folder.remove);
	const data = join(folder.path, 'data');
	let redis: RedisServer | null = null;
	let redisUrl: string | undefined;
	if (kind === 'redis_url') {
		const port = await freePort();
		redisUrl = `redis://127.0.0.1:${port}/0`;
		redis = await startRedis(join(folder.path, 'redis'), ['--port', `${port}`, '--bind', '127.0.0.1']);
		ends.push(() => redis!.kill9());
	}
	const store = kind === 'sqlite' ? 'sqlite' : 'redis';
	const place = { data, store, ...(redisUrl === undefined ? {} : { redisUrl }) } as const;
	const made = await makeCafe({ ...wish, ...place });
	const app = await AppProcess.start({ ...place, media });
	ends.push(() => app.stop());
	const link: OpenCafe['link'] = (role, at = app) => `${at.origin}/l/${made.tokens[role]}`;
	const fleet: OpenCafe['fleet'] = async (options) => {
		const opened = await Fleet.open({ link: link('facilitator'), ...options });
		ends.push(() => opened.stop());
		return opened;
	};
	return { ...made, app, data, redis, redisUrl, link, fleet, atEnd: (act) => void ends.push(act) };
}

/** Everybody of the fleet is connected again. @returns milliseconds that it took */
export async function everybodyBack(fleet: Fleet, limitMs = 30_000): Promise<number> {
	const begun = performance.now();
	const pages = [fleet.desk, ...fleet.people.filter(({ arrived }) => arrived).map(({ page }) => page)];
	await Promise.all(pages.map((page) => page.until('connected again', ({ live, ready }) => live && ready, limitMs)));
	return performance.now() - begun;
}
