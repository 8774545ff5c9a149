import { createClient } from 'redis';

/** What a Redis says of itself. */
export interface RedisIdentity {
	pid: number;
	/** The instance whose events it holds, or null for an empty one. */
	instanceId: string | null;
}

/** The key under which a Redis holds the id of the instance it belongs to. */
export const INSTANCE_KEY = 'rondo:instance';

const ANSWER_WITHIN_MS = 2_000;

/** Asks the Redis behind a socket who it is. @returns null unless it answers in two seconds and has loaded its file */
export async function probeRedis(socketPath: string): Promise<RedisIdentity | null> {
	return withRedis(socketPath, async (client) => {
		const about = await client.info('server');
		const instanceId = await client.get(INSTANCE_KEY);
		return { pid: Number(/^process_id:(\d+)/m.exec(about)?.[1]), instanceId };
	}).catch(() => null);
}

/** Marks the Redis as this instance's unless it is another's. @returns the id that it holds then */
export async function claimRedis(socketPath: string, instanceId: string): Promise<string | null> {
	return withRedis(socketPath, async (client) => {
		await client.set(INSTANCE_KEY, instanceId, { condition: 'NX' });
		return client.get(INSTANCE_KEY);
	});
}

type Client = ReturnType<typeof clientOf>;
function clientOf(path: string) {
	return createClient({
		RESP: 2,
		disableOfflineQueue: true,
		socket: { path, reconnectStrategy: false, connectTimeout: ANSWER_WITHIN_MS }
	});
}

async function withRedis<Answer>(socketPath: string, ask: (client: Client) => Promise<Answer>): Promise<Answer> {
	const client = clientOf(socketPath);
	client.on('error', () => {}); // the rejected command says it
	// A stopped process still accepts connections, in the kernel: only an answer counts.
	let limit: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		limit = setTimeout(() => reject(new Error(`no answer in ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
	});
	try {
		return await Promise.race([client.connect().then(() => ask(client)), late]);
	} finally {
		clearTimeout(limit);
		if (client.isOpen) client.destroy();
	}
}
