import { pino, type Logger } from 'pino';

/** Names, texts and tokens never reach a log: redacted here, whoever logs them. */
export const createLogger = (level: string): Logger =>
	pino({
		level,
		redact: {
			paths: [
				'name',
				'text',
				'token',
				'cookie',
				'authorization',
				'*.name',
				'*.text',
				'*.token',
				'*.cookie',
				'req.headers'
			],
			censor: '[redacted]'
		},
		base: null
	});

/** An error as it may be logged: livekit-client puts whole tokens into messages, so only what we wrote is kept. */
export function loggable(cause: unknown): { kind: string; message: string; stack?: string } {
	if (!(cause instanceof Error)) return { kind: typeof cause, message: 'not an error' };
	const message = cause.message.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]').slice(0, 300);
	const stack = cause.stack?.split('\n').slice(1, 6).join('\n');
	return stack ? { kind: cause.name, message, stack } : { kind: cause.name, message };
}
