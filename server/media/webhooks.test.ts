import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { beforeEach, expect, test } from 'vitest';
import { liveKitWebhooks, type MediaHint } from './webhooks.ts';

const KEY = 'APItestkey000001';
const WEBHOOK_SECRET = 'a-secret-of-the-tests-that-is-long-enough';
const NOW = Date.now();

let hints: MediaHint[];
let receive: ReturnType<typeof liveKitWebhooks>;
beforeEach(() => {
	hints = [];
	receive = liveKitWebhooks({ key: KEY, secret: WEBHOOK_SECRET, onHint: (hint) => hints.push(hint), now: () => NOW });
});

const bodyOf = (id: string, createdAt = Math.floor(NOW / 1_000)) =>
	JSON.stringify({
		event: 'participant_joined',
		id,
		createdAt: String(createdAt),
		room: { name: 'st_x' },
		participant: { identity: 'ana', sid: 'PA_1', permission: { canPublish: true } },
		numDropped: 0,
		somethingNew: true
	});

async function signed(body: string, { secret = WEBHOOK_SECRET, ttl = 300 } = {}): Promise<string> {
	const token = new AccessToken(KEY, secret, { ttl });
	token.sha256 = createHash('sha256').update(body).digest('base64');
	return token.toJwt();
}

test('a signed hook becomes a hint', async () => {
	const body = bodyOf('EV_1');
	expect(await receive(body, await signed(body))).toEqual({ ok: true });
	expect(hints).toEqual([{ kind: 'participant_joined', room: 'st_x', identity: 'ana', mayPublish: true }]);
});

test('the same event sent again is answered and dropped', async () => {
	const body = bodyOf('EV_1');
	for (let i = 0; i < 3; i++) expect(await receive(body, await signed(body))).toEqual({ ok: true });
	expect(hints).toHaveLength(1);
});

test('forged, changed, foreign and old signatures are refused', async () => {
	const body = bodyOf('EV_1');
	const good = await signed(body);
	const refused = { ok: false, status: 401 };
	expect(await receive(body, null)).toEqual(refused);
	expect(await receive(body, '')).toEqual(refused);
	expect(await receive(body, `Bearer ${good}`)).toEqual(refused);
	expect(await receive(body.replace('ana', 'eve'), good)).toEqual(refused);
	expect(await receive(body, await signed(body, { secret: 'another-secret-that-is-as-long-as-ours-is' }))).toEqual(
		refused
	);
	expect(await receive(body, await signed(body, { ttl: -30 }))).toEqual(refused);
	expect(await receive('no json', await signed('no json'))).toEqual(refused);
	expect(hints).toEqual([]);
});

test('an event older than five minutes is no news', async () => {
	const body = bodyOf('EV_1', Math.floor(NOW / 1_000) - 301);
	expect(await receive(body, await signed(body))).toEqual({ ok: true });
	expect(hints).toEqual([]);
});
