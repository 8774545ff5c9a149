// Every option and environment variable of `npm start`, as data: the help and server/config.ts both read this table,
// so neither can promise what the other does not do. No dependencies: the help works on a bare clone.

/**
 * @typedef {object} Option
 * @property {string} key the name in the parsed configuration
 * @property {string} [flag] as typed, with its dashes
 * @property {string} [value] what follows the flag, in capitals
 * @property {string[]} env environment variables, the first that is set wins; a flag wins over all of them
 * @property {string | null} default as typed; null when there is none
 * @property {string} [defaultText] shown instead of the default when the default is computed
 * @property {string} about one sentence for the help
 */

/** @satisfies {readonly Option[]} */
export const OPTIONS = /** @type {const} */ ([
	{
		key: 'data',
		flag: '--data',
		value: 'FOLDER',
		env: ['RONDO_DATA'],
		default: './data',
		about: 'the folder that holds the events, the secrets and the logs; one running app per folder'
	},
	{
		key: 'port',
		flag: '--port',
		value: 'NUMBER',
		env: ['RONDO_PORT', 'PORT'],
		default: '3000',
		about: 'TCP port of the page, 0 to 65535; 0 takes a free one'
	},
	{
		key: 'host',
		flag: '--host',
		value: 'ADDRESS',
		env: ['RONDO_HOST'],
		default: '127.0.0.1',
		about: 'address to listen on; 0.0.0.0 listens on all of them'
	},
	{
		key: 'publicUrl',
		flag: '--public-url',
		value: 'URL',
		env: ['RONDO_PUBLIC_URL'],
		default: null,
		defaultText: 'http://localhost:<port>',
		about: 'the address people open, as a proxy in front publishes it; links and origin checks use it'
	},
	{
		key: 'store',
		flag: '--store',
		value: 'auto|sqlite|redis',
		env: ['RONDO_STORE'],
		default: 'auto',
		about: 'where events are kept; auto: REDIS_URL, else a private redis-server, else SQLite; kept from then on'
	},
	{
		key: 'media',
		flag: '--media',
		value: 'auto|off',
		env: ['RONDO_MEDIA'],
		default: 'auto',
		about: 'audio and video; auto: LIVEKIT_URL, else a livekit-server of its own, installed with Go if need be'
	},
	{
		key: 'logLevel',
		flag: '--log-level',
		value: 'LEVEL',
		env: ['LOG_LEVEL'],
		default: 'info',
		about: 'trace, debug, info, warn, error, fatal or silent'
	},
	{
		key: 'redisUrl',
		env: ['REDIS_URL'],
		default: null,
		about: 'redis:// or rediss:// address of a Redis that is yours'
	},
	{
		key: 'livekitUrl',
		env: ['LIVEKIT_URL'],
		default: null,
		about: 'ws://, wss://, http:// or https:// address of a LiveKit that is yours; needs key and secret too'
	},
	{
		key: 'livekitKey',
		env: ['LIVEKIT_API_KEY'],
		default: null,
		about: 'its API key'
	},
	{
		key: 'livekitSecret',
		env: ['LIVEKIT_API_SECRET'],
		default: null,
		about: 'its API secret, at least 32 characters'
	},
	{
		key: 'openCreate',
		env: ['RONDO_OPEN_CREATE'],
		default: '0',
		about: '1 lets everybody create and import events, not only who holds the instance link'
	},
	{
		key: 'tools',
		env: ['RONDO_TOOLS'],
		default: null,
		defaultText: '~/.cache/rondo/bin',
		about: 'folder for programs installed at run time (livekit-server)'
	}
]);

/** @returns {string} what `npm start -- --help` prints */
export function usage() {
	/** @type {readonly Option[]} */
	const options = OPTIONS;
	const lines = options.map((option) => {
		const names = [option.flag && `${option.flag} ${option.value}`, ...option.env].filter(Boolean).join(', ');
		const fallback = option.defaultText ?? option.default ?? 'none';
		return `  ${names}\n      ${option.about} (default: ${fallback})`;
	});
	return [
		'Usage: npm start -- [options]',
		'',
		'Installs and builds what is missing, starts Rondo and prints its address and the instance link.',
		'',
		'Options and environment variables (a flag wins over its variable):',
		...lines,
		'  --help, -h',
		'      print this and exit',
		''
	].join('\n');
}
