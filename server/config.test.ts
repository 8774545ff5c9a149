import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTIONS, usage, type Option } from '../scripts/options.js';
import { ConfigError, publicUrlAt, readConfig } from './config.ts';

const SECRET = 'x'.repeat(32);
const LIVEKIT = { LIVEKIT_URL: 'wss://media.example', LIVEKIT_API_KEY: 'APIabcdef', LIVEKIT_API_SECRET: SECRET };

function faultsOf(argv: string[], env: Record<string, string> = {}): readonly string[] {
	try {
		readConfig(argv, env);
	} catch (error) {
		if (error instanceof ConfigError) return error.faults;
		throw error;
	}
	return [];
}

describe('[CONFIG-1] what is asked for', () => {
	test('nothing given: the defaults that the help promises', () => {
		expect(readConfig([], {})).toEqual({
			dataDir: resolve('data'),
			port: 3000,
			host: '127.0.0.1',
			publicUrl: null,
			store: 'auto',
			redisUrl: null,
			media: 'auto',
			livekit: null,
			openCreate: false,
			logLevel: 'info',
			toolsDir: join(homedir(), '.cache', 'rondo', 'bin')
		});
	});

	test('a flag wins over its variable, the first variable over the second, and an empty one is not set', () => {
		expect(readConfig(['--port', '1', '--data=/x y'], { RONDO_PORT: '2', PORT: '3' })).toMatchObject({
			port: 1,
			dataDir: '/x y'
		});
		expect(readConfig([], { RONDO_PORT: '2', PORT: '3' }).port).toBe(2);
		expect(readConfig(['--'], { RONDO_PORT: '', PORT: '3' }).port).toBe(3);
	});

	test('a LiveKit of one’s own has one address for browsers and one for the API', () => {
		expect(readConfig([], { ...LIVEKIT, LIVEKIT_URL: 'https://media.example/' }).livekit).toEqual({
			url: 'wss://media.example',
			httpUrl: 'https://media.example',
			key: 'APIabcdef',
			secret: SECRET
		});
		expect(readConfig([], { ...LIVEKIT, LIVEKIT_URL: 'ws://127.0.0.1:7880' }).livekit).toMatchObject({
			url: 'ws://127.0.0.1:7880',
			httpUrl: 'http://127.0.0.1:7880'
		});
	});

	test('the public address is an origin; without one it follows the port that is listened on', () => {
		expect(publicUrlAt(readConfig(['--public-url', 'https://Cafe.example:443/'], {}), 1)).toBe('https://cafe.example');
		expect(publicUrlAt(readConfig(['--port', '0'], {}), 41_234)).toBe('http://localhost:41234');
	});
});

describe('[CONFIG-2] every fault at once, named as it was typed', () => {
	test('faults of flags, variables and unknown options come together', () => {
		expect(
			faultsOf(['--port', '65536', '--prot', '--store', 'mongo', '--host'], {
				REDIS_URL: 'localhost',
				LIVEKIT_URL: 'ws://media.example',
				LOG_LEVEL: 'loud'
			})
		).toEqual([
			'--prot is not an option (npm start -- --help lists them)',
			'--host needs a value',
			'--port must be a whole number from 0 to 65535, got "65536"',
			'--store must be auto, sqlite or redis, got "mongo"',
			'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, got "loud"',
			'REDIS_URL must start with redis:// or rediss://, got "localhost"',
			'LIVEKIT_API_KEY is missing (LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together)',
			'LIVEKIT_API_SECRET is missing (LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together)'
		]);
	});

	test.each(
		[
			['-1', '1e3', '0x10', '3000 ', '', '99999'].map((port) => [['--port', port]]),
			['example.org', 'ftp://x', 'http://a/b', 'http://u:p@a', 'http://a?x', 'http://'].map((url) => [
				['--public-url', url]
			]),
			[[['--host', 'http://a']], [['--media', 'on']], [['--data', '']], [['stray']]]
		].flat()
	)('%j is refused with one fault', (argv) => {
		expect(faultsOf(argv)).toHaveLength(1);
	});

	test('an operator who asks for SQLite and names a Redis is told, not guessed at', () => {
		expect(faultsOf(['--store', 'sqlite'], { REDIS_URL: 'redis://r' })).toEqual([
			'--store sqlite and REDIS_URL contradict each other: leave one out'
		]);
		expect(faultsOf([], { RONDO_OPEN_CREATE: 'yes' })).toEqual(['RONDO_OPEN_CREATE must be 0 or 1, got "yes"']);
	});
});

describe('[CONFIG-3] unsafe values are refused and secrets are never repeated', () => {
	test('the development key and short secrets of LiveKit', () => {
		expect(faultsOf([], { ...LIVEKIT, LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret' })).toEqual([
			'LIVEKIT_API_KEY is the key of LiveKit’s development mode, which everybody knows',
			'LIVEKIT_API_SECRET must be at least 32 characters, got 6'
		]);
		expect(faultsOf([], { ...LIVEKIT, LIVEKIT_API_SECRET: 'y'.repeat(31) })).toHaveLength(1);
	});

	test.each(['http://user:hunter2@redis', 'user:hunter2@redis', 'redis://user:hunter2@'])(
		'a password in REDIS_URL %s does not reach the terminal',
		(url) => {
			const faults = faultsOf([], { REDIS_URL: url });
			expect(faults).toHaveLength(1);
			expect(faults.join()).not.toContain('hunter2');
		}
	);
});

describe('[CONFIG-4] help and configuration are one table', () => {
	test.each(OPTIONS.map((option: Option) => option))('$key stands in the help with its names and default', (option) => {
		const help = usage();
		for (const name of [option.flag ?? '', ...option.env]) expect(help).toContain(name);
		expect(help).toContain(`(default: ${option.defaultText ?? option.default ?? 'none'})`);
	});

	test('every flag and every variable of the table is understood', () => {
		for (const option of OPTIONS as readonly Option[]) {
			if (option.flag) expect(faultsOf([option.flag])).toEqual([`${option.flag} needs a value`]);
			for (const name of option.env) expect(faultsOf([], { [name]: ' ' }).join()).not.toContain('not an option');
		}
	});

	test('the starter prints the help without installing anything', () => {
		const help = execFileSync(process.execPath, ['scripts/start.js', '--', '--help'], { encoding: 'utf8' });
		expect(help).toBe(usage());
	});
});
