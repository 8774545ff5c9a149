/** What the nodes of one instance tell each other beside the log: presence, drafts, ended sign-ins. Never in a stream. */
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Forgetting } from '#lib/domain/parts.ts';

export type NodeMessage =
	| { kind: 'presence'; event: EventId; people: PersonId[] }
	| { kind: 'draft'; event: EventId; table: TableId; writer: string; text: string }
	/** Keys were destroyed: drop what is cached of the person. */
	| { kind: 'forgotten'; event: EventId; person: PersonId; what: Forgetting }
	/** Somebody waits at the door of a person who is connected elsewhere; and that person's answer. */
	| { kind: 'knock'; event: EventId; person: PersonId; id: string }
	| { kind: 'knock_answered'; event: EventId; person: PersonId; id: string; letIn: boolean }
	| { kind: 'ended'; entries: string[]; code: string }
	| { kind: 'deleted'; event: EventId };

export interface Nodes {
	/** Random per process. */
	readonly id: string;
	/** At most once; lost while Redis is away. */
	publish(message: NodeMessage): void;
	onMessage(listener: (from: string, message: NodeMessage) => void): void;
	close(): Promise<void>;
}

/** The only node: nobody to tell. */
export const alone: Nodes = {
	id: 'alone',
	publish: () => undefined,
	onMessage: () => undefined,
	close: async () => undefined
};
