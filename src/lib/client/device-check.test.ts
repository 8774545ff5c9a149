import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bell } from './bell.ts';
import { DeviceCheck } from './device-check.svelte.ts';
import { Devices } from './devices.svelte.ts';

let answer: () => Promise<unknown>;
let stops: number;
let check: DeviceCheck;

beforeEach(() => {
	stops = 0;
	answer = async () => ({ getTracks: () => [{ addEventListener: () => {}, stop: () => stops++ }] });
	const mediaDevices = {
		getUserMedia: () => answer(),
		enumerateDevices: async () => [],
		removeEventListener: () => {}
	};
	vi.stubGlobal('navigator', { mediaDevices });
	check = new DeviceCheck(new Devices({ entry: 'e', keep: null }), new Bell(null));
});
afterEach(() => void vi.unstubAllGlobals());

test('asks for nothing by itself', () => {
	expect([check.mic, check.camera]).toEqual([{ state: 'off' }, 'off']);
});

test('off → asking → open, and off for everybody when it closes', async () => {
	const opening = check.openMic();
	expect(check.mic).toEqual({ state: 'asking' });
	expect(await opening).toBeNull();
	expect(check.mic).toEqual({ state: 'open', level: 0, heard: false });
	await check.openCamera();
	expect(check.camera).toBe('on');
	check.close();
	expect([check.mic, check.camera, stops]).toEqual([{ state: 'off' }, 'off', 2]);
});

test.each([
	['NotAllowedError', 'denied'],
	['NotFoundError', 'none_found'],
	['NotReadableError', 'in_use'],
	['OddError', 'failed']
])('%s is said as %s', async (name, fault) => {
	answer = async () => {
		throw new DOMException('no', name);
	};
	expect(await check.openCamera()).toBe(fault);
	expect([check.camera, check.fault]).toEqual(['blocked', fault]);
});

test('a page over plain http is told so', async () => {
	vi.stubGlobal('navigator', {});
	vi.stubGlobal('isSecureContext', false);
	expect(await check.openMic()).toBe('insecure');
});

test('closed while the browser was asking: nothing stays captured', async () => {
	let allow!: () => void;
	const later = answer;
	answer = () => new Promise((resolve) => (allow = () => resolve(later())));
	const opening = check.openMic();
	check.close();
	allow();
	await opening;
	expect([check.mic, stops]).toEqual([{ state: 'off' }, 1]);
});

test('the bell: silent without sound, and when the person wants none', async () => {
	const held = new Map<string, string>();
	const keep = {
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => void held.set(key, value),
		removeItem: (key: string) => void held.delete(key)
	};
	const bell = new Bell(keep);
	expect(await bell.ring()).toBe(false);
	bell.soundOff = true;
	expect(new Bell(keep).soundOff).toBe(true);
	bell.soundOff = false;
	expect(new Bell(keep).soundOff).toBe(false);
});
