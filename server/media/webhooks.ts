import { WebhookReceiver } from 'livekit-server-sdk';

/** Something may have changed in a room; never a record of what did. */
export interface MediaHint {
	/** Such as `participant_joined`; unknown words are passed on. */
	readonly kind: string;
	/** Empty when the hint is about no room. */
	readonly room: string;
	readonly identity: string | null;
	readonly mayPublish: boolean;
}

export type WebhookAnswer = { readonly ok: true } | { readonly ok: false; readonly status: 401 };

const AGE_MAX_S = 300;
const IDS_KEPT = 2_000;

/**
 * Receives LiveKit's webhooks: checks the signature over the raw body, drops what came before, passes on a hint.
 *
 * @returns a function of the raw body and the `Authorization` header (a bare token, no "Bearer")
 */
export function liveKitWebhooks(options: {
	key: string;
	secret: string;
	onHint: (hint: MediaHint) => void;
	now?: () => number;
}): (rawBody: string, authorization: string | null | undefined) => Promise<WebhookAnswer> {
	const { key, secret, onHint, now = Date.now } = options;
	const receiver = new WebhookReceiver(key, secret);
	const seen = new Set<string>();
	return async (rawBody, authorization) => {
		if (!authorization) return { ok: false, status: 401 };
		let event;
		try {
			event = await receiver.receive(rawBody, authorization);
		} catch {
			// Its message may quote the token; a stranger's request is no fault of ours either.
			return { ok: false, status: 401 };
		}
		const ageS = now() / 1_000 - Number(event.createdAt);
		if (seen.has(event.id) || ageS > AGE_MAX_S) return { ok: true };
		remember(seen, event.id);
		onHint({
			kind: event.event,
			room: event.room?.name ?? '',
			identity: event.participant?.identity ?? null,
			mayPublish: event.participant?.permission?.canPublish ?? false
		});
		return { ok: true };
	};
}

function remember(seen: Set<string>, id: string): void {
	seen.add(id);
	if (seen.size > IDS_KEPT) for (const oldest of seen.values().take(seen.size - IDS_KEPT)) seen.delete(oldest);
}
