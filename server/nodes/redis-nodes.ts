/** Messages between nodes by Redis PUBLISH: nothing that somebody typed is ever written to its files. */
import { randomUUID } from 'node:crypto';
import type { RedisClientType } from 'redis';
import type { NodeMessage, Nodes } from '../realtime/nodes.ts';

export class RedisNodes implements Nodes {
	readonly id = randomUUID();
	readonly #client: RedisClientType;
	readonly #subscriber: RedisClientType;
	readonly #channel: string;
	readonly #listeners = new Set<(from: string, message: NodeMessage) => void>();

	private constructor(client: RedisClientType, subscriber: RedisClientType, channel: string) {
		this.#client = client;
		this.#subscriber = subscriber;
		this.#channel = channel;
	}

	/** Uses a connection of its own to listen; `client` stays the caller's. */
	static async open(client: RedisClientType, channel = 'rondo:nodes'): Promise<RedisNodes> {
		const subscriber = client.duplicate();
		subscriber.on('error', () => undefined);
		await subscriber.connect();
		const nodes = new RedisNodes(client, subscriber, channel);
		await subscriber.subscribe(channel, (text) => nodes.#hear(text));
		return nodes;
	}

	#hear(text: string): void {
		const { from, message } = JSON.parse(text) as { from: string; message: NodeMessage };
		if (from === this.id) return;
		for (const listener of this.#listeners) listener(from, message);
	}

	publish(message: NodeMessage): void {
		if (!this.#client.isReady) return;
		this.#client.publish(this.#channel, JSON.stringify({ from: this.id, message })).catch(() => undefined);
	}

	onMessage(listener: (from: string, message: NodeMessage) => void): void {
		this.#listeners.add(listener);
	}

	async close(): Promise<void> {
		this.#subscriber.destroy();
	}
}
