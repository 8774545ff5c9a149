/**
 * A new id: 128 random bits in base64url, 22 characters.
 *
 * `crypto.randomUUID` is missing on plain-http addresses in a local network; `getRandomValues` is not.
 */
export function newId<Id extends string = string>(): Id {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '') as Id;
}
