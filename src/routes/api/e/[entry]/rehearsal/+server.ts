import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { FASTEST } from '#server/app/rehearsal.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const Asked = v.variant('action', [
	v.strictObject({ action: v.literal('mark'), timeScale: v.pipe(v.number(), v.minValue(1), v.maxValue(FASTEST)) }),
	v.strictObject({
		action: v.literal('start'),
		people: v.optional(v.nullable(whole(1, 5_000)), null),
		seed: v.optional(whole(0, 2 ** 31), 1),
		runByItself: v.optional(v.boolean(), false),
		minutes: v.optional(whole(1, 240), 120)
	}),
	v.strictObject({ action: v.literal('stop') }),
	v.strictObject({ action: v.literal('delete') })
]);

const answer = (body: unknown) => Response.json(body, { headers: { 'Cache-Control': 'no-store' } });

/** Whether the event is a rehearsal, how fast, and what its simulated people do. */
export const GET: RequestHandler = async ({ params, cookies }) => {
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	return answer(services().rehearsals.state(opened));
};

/** Marks, starts, stops, deletes; answers the state, or 409 with the reason's code. */
export const POST: RequestHandler = async ({ request, params, cookies }) => {
	sameOrigin(request);
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	const asked = v.safeParse(Asked, await request.json().catch(() => null));
	if (!asked.success) error(400, { message: 'bad_message', code: 'bad_message' });
	const { rehearsals } = services();
	const { output } = asked;
	if (output.action === 'stop') {
		await rehearsals.stop(opened.event);
		return answer(rehearsals.state(opened));
	}
	const done =
		output.action === 'mark'
			? await rehearsals.mark(opened, output.timeScale)
			: output.action === 'start'
				? await rehearsals.start(opened, output)
				: await rehearsals.delete(opened);
	if (!done.ok) error(409, { message: done.error.code, code: done.error.code });
	return answer(output.action === 'delete' ? { deleted: true } : rehearsals.state(opened));
};
