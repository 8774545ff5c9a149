/** Ids are opaque and never a capability: knowing one gives no right. */
type Branded<Name extends string> = string & { readonly __id: Name };

export type EventId = Branded<'EventId'>;
export type PersonId = Branded<'PersonId'>;
export type TableId = Branded<'TableId'>;
export type TopicId = Branded<'TopicId'>;
export type IdeaId = Branded<'IdeaId'>;
export type ThemeId = Branded<'ThemeId'>;
export type VoteId = Branded<'VoteId'>;
export type CallId = Branded<'CallId'>;

/** Milliseconds since 1970-01-01T00:00:00Z on the one clock of the nodes. */
export type EpochMs = number;
/** BCP-47 language tag, such as `en` or `pt-BR`. */
export type Language = string;
/** The same text in several languages. */
export type Texts = Readonly<Record<Language, string>>;
