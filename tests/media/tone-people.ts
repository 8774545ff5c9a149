/**
 * People who hum: each joins a room and sends one pure tone for ever. A program of its own, because rtc-node must
 * not live in a test runner. Argument: JSON list of `{ token, hz }`; environment `LIVEKIT_URL`.
 */
import process from 'node:process';
import {
	AudioFrame,
	AudioSource,
	dispose,
	LocalAudioTrack,
	Room,
	TrackPublishOptions,
	TrackSource
} from '@livekit/rtc-node';

const RATE = 48_000;
const FRAME = RATE / 100;

async function hum(token: string, hz: number): Promise<Room> {
	const room = new Room();
	await room.connect(process.env.LIVEKIT_URL!, token, { autoSubscribe: false, dynacast: false });
	const source = new AudioSource(RATE, 1, 200);
	const track = LocalAudioTrack.createAudioTrack('microphone', source);
	const options = new TrackPublishOptions();
	options.source = TrackSource.SOURCE_MICROPHONE;
	await room.localParticipant!.publishTrack(track, options);
	void sing(source, hz);
	return room;
}

/** Frames are paced by the source's own queue. */
async function sing(source: AudioSource, hz: number): Promise<void> {
	for (let at = 0; ; at += FRAME) {
		const samples = Int16Array.from(
			{ length: FRAME },
			(_, i) => 6_000 * Math.sin((2 * Math.PI * hz * (at + i)) / RATE)
		);
		try {
			await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
		} catch {
			return; // the room was left
		}
	}
}

const people: { token: string; hz: number }[] = JSON.parse(process.argv[2] ?? '[]');
const rooms: Room[] = [];
for (const { token, hz } of people) rooms.push(await hum(token, hz));
console.log('humming');

process.stdin.resume();
process.stdin.once('end', async () => {
	await Promise.all(rooms.map((room) => room.disconnect()));
	await dispose();
	process.exit(0);
});
