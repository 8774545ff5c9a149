/** Anybody may post a form, so it may be no larger than those of our pages: a name, a code, an event typed by hand. */

const FORM_BYTES = 128 * 1024;
/** Node reads the fields of a form in time that grows with their square: 1.6 MB of `a&` held everybody up for 20 s. */
const FIELDS_MOST = 1_000;

const FORM = /^\s*application\/x-www-form-urlencoded\b/i;
const FORM_WITH_FILES = /^\s*multipart\/form-data\b/i;
const AMPERSAND = 0x26;

/** Status of an answer to what no page of ours sends: too large; no form; one that cannot be read. */
export type RefusedForm = 413 | 415 | 400;

/**
 * The request to a page, its form read into memory, or why it is refused. Without a body it is left as it is.
 * @param takesFiles the page reads files itself, and asks first who sends them
 */
export async function smallForm(request: Request, takesFiles = false): Promise<Request | RefusedForm> {
	const { body, headers } = request;
	const type = headers.get('content-type') ?? '';
	const withFiles = FORM_WITH_FILES.test(type);
	if (!body || (withFiles && takesFiles)) return request;
	if (!withFiles && !FORM.test(type)) return 415;
	// Whoever goes away in the middle of it is no fault of ours.
	const bytes = await readUpTo(body, FORM_BYTES).catch(() => null);
	if (!bytes || fieldsIn(bytes) > FIELDS_MOST) return 413;
	// A page that fails at it would be a bug, and stand in the log: anybody could fill that.
	const readable = await new Response(bytes, { headers: { 'content-type': type } }).formData().then(
		() => true,
		() => false
	);
	return readable ? new Request(request, { body: bytes }) : 400;
}

const fieldsIn = (bytes: Uint8Array): number =>
	bytes.reduce((fields, byte) => fields + (byte === AMPERSAND ? 1 : 0), 1);

/** null when there is more, which is let go by: whoever is still sending would miss the answer. */
export async function readUpTo(body: ReadableStream<Uint8Array<ArrayBuffer>>, most: number) {
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size <= most) chunks.push(chunk);
	}
	return size > most ? null : Buffer.concat(chunks);
}
