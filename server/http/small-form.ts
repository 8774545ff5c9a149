/** Anybody may post a form, so it may be no larger than those of our pages: a name, a code, an event typed by hand. */

const FORM_BYTES = 128 * 1024;
/** Node reads the fields of a form in time that grows with their square: 1.6 MB of `a&` held everybody up for 20 s. */
const FIELDS_MOST = 1_000;

const FORM = /^\s*application\/x-www-form-urlencoded\b/i;
const FORM_WITH_FILES = /^\s*multipart\/form-data\b/i;
const AMPERSAND = 0x26;

/**
 * The request, its form read into memory; null for a form that no page of ours sends. What is no form is left unread.
 * @param takesFiles the page reads files itself, and asks first who sends them
 */
export async function smallForm(request: Request, takesFiles = false): Promise<Request | null> {
	const { body, headers } = request;
	const type = headers.get('content-type') ?? '';
	if (!body || !(FORM.test(type) || (FORM_WITH_FILES.test(type) && !takesFiles))) return request;
	// Whoever goes away in the middle of it is no fault of ours.
	const bytes = await readUpTo(body, FORM_BYTES).catch(() => null);
	if (!bytes || bytes.reduce((fields, byte) => fields + (byte === AMPERSAND ? 1 : 0), 1) > FIELDS_MOST) return null;
	return new Request(request, { body: bytes });
}

/** null when there is more, which is let go by: whoever is still sending would miss the answer. */
async function readUpTo(body: ReadableStream<Uint8Array<ArrayBuffer>>, most: number) {
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size <= most) chunks.push(chunk);
	}
	return size > most ? null : Buffer.concat(chunks);
}
