import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Speakers } from './speakers.ts';

class ElementDouble {
	muted = false;
	autoplay = false;
	srcObject: unknown = null;
	sinkId = '';
	plays = 0;
	allowed = true;
	async play() {
		this.plays += 1;
		if (!this.allowed) throw new DOMException('a gesture first', 'NotAllowedError');
	}
	async setSinkId(id: string) {
		this.sinkId = id;
	}
}

let made: ElementDouble[];
let blocked: boolean[];
let speakers: Speakers;
const track = {} as MediaStreamTrack;

beforeEach(() => {
	vi.stubGlobal('MediaStream', class {});
	[made, blocked] = [[], []];
	speakers = new Speakers(
		(is) => blocked.push(is),
		() => {
			const element = new ElementDouble();
			made.push(element);
			return element as unknown as HTMLAudioElement;
		}
	);
});
afterEach(() => void vi.unstubAllGlobals());

test('an armed voice plays in silence and is heard at once', () => {
	const voice = speakers.play(track, false);
	expect([made[0]!.muted, made[0]!.plays]).toEqual([true, 1]);
	voice.audible(true);
	expect(made[0]!.muted).toBe(false);
});

test('[iOS] an element that has played is used again', () => {
	speakers.play(track, true).stop();
	expect([made[0]!.muted, made[0]!.srcObject]).toEqual([true, null]);
	speakers.play(track, true);
	speakers.play(track, true);
	expect(made).toHaveLength(2);
});

test('a stopped voice cannot be made audible again', () => {
	const voice = speakers.play(track, true);
	voice.stop();
	voice.stop();
	voice.audible(true);
	expect(made[0]!.muted).toBe(true);
	speakers.play(track, true);
	speakers.play(track, true);
	expect(made).toHaveLength(2);
});

test('the browser wants a gesture: said once, and over after the click', async () => {
	const voice = speakers.play(track, false);
	await Promise.resolve();
	made[0]!.allowed = false;
	voice.audible(true);
	await expect.poll(() => blocked).toEqual([true]);
	made[0]!.allowed = true;
	await speakers.resume();
	expect(blocked).toEqual([true, false]);
});

test('the chosen loudspeaker counts for what plays and what will play', () => {
	speakers.play(track, true);
	speakers.choose('hall');
	speakers.play(track, true);
	expect(made.map(({ sinkId }) => sinkId)).toEqual(['hall', 'hall']);
});
