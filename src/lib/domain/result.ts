/** A value, or the reason why not. The domain never throws for what a person does. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refuse = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** Makes a new command or fact fail to compile until it is handled; at run time an unknown one is left alone. */
export function unreachable<T>(_never: never, otherwise: T): T {
	return otherwise;
}
