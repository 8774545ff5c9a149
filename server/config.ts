import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { OPTIONS, type Option } from '../scripts/options.js';

export interface LiveKitAccess {
	/** ws:// or wss://, for browsers. */
	url: string;
	/** The same address as http:// or https://, for the server's API. */
	httpUrl: string;
	key: string;
	secret: string;
}

export interface Config {
	/** Absolute path. */
	dataDir: string;
	/** 0 takes a free port. */
	port: number;
	host: string;
	/** An origin without a trailing slash, or null: see {@link publicUrlAt}. */
	publicUrl: string | null;
	store: 'auto' | 'sqlite' | 'redis';
	redisUrl: string | null;
	media: 'auto' | 'off';
	/** The operator's LiveKit, or null when Rondo runs its own. */
	livekit: LiveKitAccess | null;
	openCreate: boolean;
	logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
	/** Absolute path of the folder for programs installed at run time. */
	toolsDir: string;
}

/** Names every fault of the command line and the environment at once. */
export class ConfigError extends Error {
	readonly faults: readonly string[];
	constructor(faults: readonly string[]) {
		super(faults.join('; '));
		this.name = 'ConfigError';
		this.faults = faults;
	}
}

type Key = (typeof OPTIONS)[number]['key'];
/** What was typed, and where: the flag or the variable that a fault must name. */
type Given = Partial<Record<Key, { text: string; source: string }>>;

const SECRET_LENGTH_MIN = 32;
const SECRETS = new Set<Key>(['livekitKey', 'livekitSecret']);
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const schemes = (...allowed: string[]) => {
	const named = allowed.map((scheme) => `${scheme}://`).join(' or ');
	return v.pipe(
		v.string(),
		v.check((text) => allowed.some((scheme) => text.startsWith(`${scheme}://`)), `must start with ${named}`),
		v.check((text) => URL.canParse(text) && new URL(text).hostname !== '', 'must be a complete address')
	);
};

const PublicUrl = v.pipe(
	schemes('http', 'https'),
	v.check((text) => {
		const { pathname, search, hash, username } = URL.parse(text) ?? {};
		return pathname === '/' && !search && !hash && !username;
	}, 'must be an origin, without path, query or user'),
	v.transform((text) => new URL(text).origin)
);

const Settings = v.strictObject({
	data: v.pipe(
		v.string(),
		v.transform((text) => resolve(text))
	),
	port: v.pipe(
		v.string(),
		v.regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535'),
		v.transform(Number),
		v.maxValue(65535, 'must be a whole number from 0 to 65535')
	),
	host: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_%-]+$/, 'must be a host name or an address, without scheme or port')),
	publicUrl: v.optional(PublicUrl),
	store: v.picklist(['auto', 'sqlite', 'redis'], 'must be auto, sqlite or redis'),
	media: v.picklist(['auto', 'off'], 'must be auto or off'),
	logLevel: v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
	redisUrl: v.optional(schemes('redis', 'rediss')),
	livekitUrl: v.optional(schemes('ws', 'wss', 'http', 'https')),
	livekitKey: v.optional(
		v.pipe(
			v.string(),
			v.check((text) => text !== 'devkey', 'is the key of LiveKit’s development mode, which everybody knows')
		)
	),
	livekitSecret: v.optional(
		v.pipe(
			v.string(),
			v.minLength(SECRET_LENGTH_MIN, ({ input }) => `must be at least 32 characters, got ${input.length}`)
		)
	),
	openCreate: v.picklist(['0', '1'], 'must be 0 or 1'),
	tools: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => resolve(text))
		)
	)
});

/**
 * The configuration that a command line and an environment ask for. An empty variable counts as not set.
 *
 * @param argv arguments after the script's name
 * @throws {ConfigError} with one sentence per fault: the flag or variable, the rule, and what came (never a secret)
 */
export function readConfig(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Config {
	const { given, faults } = gather(argv, env);
	const defaults = OPTIONS.flatMap(({ key, default: text }) => (text === null ? [] : [[key, text]]));
	const typed = Object.entries(given).map(([key, { text }]) => [key, text]);
	const input = { ...Object.fromEntries(defaults), ...Object.fromEntries(typed) };
	const parsed = v.safeParse(Settings, input, { abortPipeEarly: true });
	for (const issue of parsed.issues ?? []) {
		const key = issue.path?.[0].key as Key;
		faults.push(`${given[key]?.source ?? key} ${issue.message}${shown(key, issue.input, issue.message)}`);
	}
	faults.push(...contradictions(given));
	if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
	const settings = parsed.output;
	return {
		dataDir: settings.data,
		port: settings.port,
		host: settings.host,
		publicUrl: settings.publicUrl ?? null,
		store: settings.store,
		redisUrl: settings.redisUrl ?? null,
		media: settings.media,
		livekit: liveKitAccess(settings.livekitUrl, settings.livekitKey, settings.livekitSecret),
		openCreate: settings.openCreate === '1',
		logLevel: settings.logLevel,
		toolsDir: settings.tools ?? join(homedir(), '.cache', 'rondo', 'bin')
	};
}

/** The origin people open: the configured one, else localhost with the port that is really listened on. */
export function publicUrlAt(config: Pick<Config, 'publicUrl'>, port: number): string {
	return config.publicUrl ?? `http://localhost:${port}`;
}

function gather(argv: readonly string[], env: Readonly<Record<string, string | undefined>>) {
	const given: Given = {};
	const faults: string[] = [];
	for (const { key, env: names } of OPTIONS) {
		const source = names.find((name) => (env[name] ?? '') !== '');
		if (source) given[key] = { text: env[source]!, source };
	}
	const flags = new Map(OPTIONS.flatMap((option: Option) => (option.flag ? [[option.flag, option.key as Key]] : [])));
	const rest = argv[0] === '--' ? argv.slice(1) : [...argv];
	while (rest.length > 0) {
		const [flag, inline] = splitOnce(rest.shift()!);
		const key = flags.get(flag);
		const next = rest[0];
		const text = inline ?? (next === undefined || next.startsWith('--') ? undefined : next);
		if (inline === undefined && text !== undefined && key) rest.shift();
		if (!key) faults.push(`${flag} is not an option (npm start -- --help lists them)`);
		else if (!text) faults.push(`${flag} needs a value`);
		else given[key] = { text, source: flag };
	}
	return { given, faults };
}

function splitOnce(argument: string): [flag: string, inline: string | undefined] {
	const at = argument.startsWith('--') ? argument.indexOf('=') : -1;
	return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

/** ", got …" for a fault, without anything that could be a password. */
function shown(key: Key, input: unknown, message: string): string {
	if (SECRETS.has(key) || message.includes(', got ')) return '';
	return `, got ${JSON.stringify(String(input).replace(/\/\/.*@|^.*@/, (match) => (match.startsWith('//') ? '//…@' : '…@')))}`;
}

function contradictions(given: Given): string[] {
	const faults: string[] = [];
	const trio = ['livekitUrl', 'livekitKey', 'livekitSecret'] as const;
	const set = trio.filter((key) => given[key]);
	if (set.length > 0 && set.length < trio.length)
		for (const key of trio.filter((name) => !given[name]))
			faults.push(`${variableOf(key)} is missing (LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together)`);
	if (given.store?.text === 'sqlite' && given.redisUrl)
		faults.push(`${given.store.source} sqlite and REDIS_URL contradict each other: leave one out`);
	return faults;
}

function variableOf(key: Key): string {
	return OPTIONS.find((option) => option.key === key)!.env[0];
}

function liveKitAccess(url?: string, key?: string, secret?: string): LiveKitAccess | null {
	if (!url || !key || !secret) return null;
	const bare = url.replace(/\/+$/, '');
	return { url: bare.replace(/^http/, 'ws'), httpUrl: bare.replace(/^ws/, 'http'), key, secret };
}

// Run by scripts/start.js before a build, so that a mistyped option is named at once.
if (import.meta.main) {
	try {
		readConfig(process.argv.slice(2), process.env);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		for (const fault of error.faults) console.error(fault);
		process.exitCode = 2;
	}
}
