/** The key of a record: a kind and ids. Ids are escaped, so one with a slash cannot reach into another's records. */
export const recordKey = (kind: RecordKind, ...ids: readonly string[]): string =>
	[kind, ...ids.map(encodeURIComponent)].join('/');

/** What all keys of a kind begin with that belong to `ids`. */
export const recordsOf = (kind: RecordKind, ...ids: readonly string[]): string => `${recordKey(kind, ...ids)}/`;

/** The last id in a record's key. */
export const lastId = (key: string): string => decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));

export type RecordKind =
	/** event → how it came to be */
	| 'event'
	/** event, person → name, import id and card, sealed with the identity key */
	| 'person'
	/** event, person → the ids of the person's keys; the only link between the two keys and the person */
	| 'keys'
	/** event, key id → the key */
	| 'key'
	/** event, hash of the import id → person */
	| 'import'
	/** event, code → what it stands for */
	| 'code'
	/** event, person → what is being or was forgotten */
	| 'forget'
	/** hash → link */
	| 'link'
	/** event, hash → nothing: the links of an event */
	| 'link_of'
	/** hash of the cookie → when it began */
	| 'session'
	/** hash of the cookie, entry → who one is there */
	| 'entry'
	/** event, hash of the cookie, entry → nothing: the entries of an event */
	| 'entry_of';
