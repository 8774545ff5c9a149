import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createFile, textOf } from './private-file.ts';

export interface Secrets {
	/** Names this instance; the store and the children hold it too, so that a foreign one is noticed. Not secret. */
	instanceId: string;
	/** Whoever holds the instance link may create and import events. */
	instanceLinkToken: string;
	/** Signs what the app hands out and takes back. */
	hmacSecret: string;
	liveKitKey: string;
	liveKitSecret: string;
}

/** Where secrets are kept. `keep` stores the value unless there is one, and answers the value that is stored. */
export interface SecretKeeper {
	keep(name: string, fresh: string): Promise<string>;
}

/** What a Redis client must be able to do to keep secrets for several nodes. */
export interface SecretRedis {
	set(key: string, value: string, options: { condition: 'NX' }): Promise<unknown>;
	get(key: string): Promise<unknown>;
}

const SHORTEST = 16;

/** Reads every secret, creating those that are missing; two starters at once get the same ones. */
export async function openSecrets(keeper: SecretKeeper): Promise<Secrets> {
	const token = (bytes: number) => randomBytes(bytes).toString('base64url');
	return {
		instanceId: await keeper.keep('instance-id', randomBytes(12).toString('hex')),
		instanceLinkToken: await keeper.keep('instance-link', token(24)),
		hmacSecret: await keeper.keep('hmac-secret', token(48)),
		// Letters and digits only: LiveKit splits "key: secret" at the colon.
		liveKitKey: await keeper.keep('livekit-key', `API${randomBytes(9).toString('hex')}`),
		liveKitSecret: await keeper.keep('livekit-secret', randomBytes(48).toString('hex'))
	};
}

/** Keeps each secret in a file of its own, mode 0600, in `<dataDir>/secrets`. */
export function secretsInFolder(dataDir: string): SecretKeeper {
	return {
		async keep(name, fresh) {
			const path = join(dataDir, 'secrets', name);
			createFile(path, `${fresh}\n`);
			return checked(path, textOf(path)?.trim());
		}
	};
}

/** Keeps the secrets in the operator's Redis, where every node of the instance finds the same ones. */
export function secretsInRedis(redis: SecretRedis): SecretKeeper {
	return {
		async keep(name, fresh) {
			const key = `rondo:secret:${name}`;
			await redis.set(key, fresh, { condition: 'NX' });
			return checked(key, await redis.get(key));
		}
	};
}

function checked(place: string, value: unknown): string {
	if (typeof value === 'string' && value.length >= SHORTEST) return value;
	throw new Error(`The secret in ${place} is damaged: restore it from a backup, or remove it to have a new one made.`);
}
