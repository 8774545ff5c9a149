import '#lib/styles/index.css';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import type { DeviceFault } from '#lib/client/capture.svelte.ts';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { INITIAL_DESK } from '#lib/domain/initial.ts';
import type { LiveSound } from '#lib/live/live-context.ts';
import { AMINA, contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import { Asking } from './asking.svelte.ts';
import StagePanel from './StagePanel.svelte';

const THEO = 'theo' as PersonId;

/** A stage that does what it is told, or says why not. */
class StageDouble {
	mic = $state('off');
	camera = $state('off');
	mySpeaking = $state(false);
	people = $state.raw<readonly object[]>([]);
	state = 'connected';
	fault: DeviceFault | null = null;

	async setMic(on: boolean): Promise<DeviceFault | null> {
		if (this.fault === null) this.mic = on ? 'on' : 'off';
		return this.fault;
	}
	async setCamera(on: boolean): Promise<DeviceFault | null> {
		if (this.fault === null) this.camera = on ? 'on' : 'off';
		return this.fault;
	}
	attachOwnVideo = () => {};
	attachVideo = () => () => {};
}

async function given(onStage: readonly PersonId[], over: { role?: Role; live?: Partial<LiveDouble> } = {}) {
	const live = new LiveDouble();
	Object.assign(live, { desk: INITIAL_DESK, media: { kind: 'on' }, ...over.live });
	live.names = { [AMINA]: 'Amina', [THEO]: 'Theo' };
	live.stage = { ...live.stage, onStage: onStage.map((person) => ({ person, attendance: 'remote' as const })) };
	const stage = new StageDouble();
	const context = { ...contextOf(live), role: over.role ?? 'facilitator', sound: { stage } as unknown as LiveSound };
	const asking = new Asking(context.live);
	const screen = await render(WithLive, { live: context, part: StagePanel as never, given: { asking } });
	return { live, stage, screen };
}
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe('StagePanel', () => {
	it('offers no microphone to who is not on the stage, and lets her go on it', async () => {
		const { live } = await given([THEO]);
		expect(button(/^Mic/).query()).toBeNull();
		await button('Go on stage yourself').click();
		expect(live.sent).toEqual([{ type: 'call_to_stage', person: AMINA }]);
	});

	it('a phone in the hall speaks into the hall’s microphone; a facilitator there is told where her sound is', async () => {
		const inHall = { companion: true, sound: false };
		const phone = await given([AMINA], { role: 'participant', live: inHall });
		await expect
			.element(button('Mic off'))
			.toHaveAttribute('title', 'In the hall you speak into the hall’s microphone.');
		await phone.screen.unmount();
		await given([AMINA], { live: inHall });
		await expect.element(button('Mic off')).toHaveAttribute('title', 'The sound is on your other tab or device.');
	});

	it('lets the facilitator speak and be seen on the stage, from silence on', async () => {
		const { stage, screen } = await given([AMINA]);
		await expect.element(page.getByText('You are on the stage, and silent.')).toBeVisible();
		await button('Mic off').click();
		await expect.element(page.getByText('Everybody hears you.')).toBeVisible();
		await expect.element(button('Mic on')).toHaveAttribute('aria-pressed', 'true');
		await button('Camera off').click();
		await expect.element(button('Camera on')).toHaveAttribute('aria-pressed', 'true');
		expect(screen.container.querySelectorAll('video')).toHaveLength(1);
		stage.mic = 'off';
		await expect.element(page.getByText('You are on the stage, and silent.')).toBeVisible();
	});

	it('leaves the stage with microphone and camera closed', async () => {
		const { live, stage } = await given([AMINA]);
		await button('Mic off').click();
		await button('Camera off').click();
		await button('Leave the stage').click();
		expect([stage.mic, stage.camera]).toEqual(['off', 'off']);
		expect(live.sent).toEqual([{ type: 'leave_stage', person: AMINA }]);
	});

	it('says in a sentence why a microphone did not come', async () => {
		const { stage } = await given([AMINA]);
		stage.fault = 'denied';
		await button('Mic off').click();
		const why = page.getByText('The browser does not let us use it.', { exact: false });
		await expect.element(why).toBeVisible();
		stage.mic = 'blocked';
		stage.fault = null;
		await button('Mic blocked').click();
		await expect.element(why).not.toBeInTheDocument();
	});

	it('says who speaks, and others can be asked to step down', async () => {
		const { live, stage, screen } = await given([AMINA, THEO]);
		expect(page.getByText('speaking').query()).toBeNull();
		stage.people = [{ identity: 'x', person: THEO, speaking: true, micOn: true, cameraOn: false, video: null }];
		await expect.element(page.getByText('speaking')).toBeVisible();
		await button('Step down: Theo').click();
		expect(live.sent).toEqual([{ type: 'leave_stage', person: THEO }]);
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('says why nobody can be heard where the operator runs no sound', async () => {
		const { live } = await given([]);
		live.media = { kind: 'off', reason: 'media_switched_off' };
		live.stage = { ...live.stage, onStage: [{ person: AMINA, attendance: 'remote' }] };
		await expect.element(button('Mic off')).toHaveAttribute('aria-disabled', 'true');
		await expect.element(page.getByText('No sound and picture here.').first()).toBeVisible();
	});
});
