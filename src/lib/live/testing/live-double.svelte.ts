/** A `LiveContext` that holds what a test says and remembers what a part sends. Nothing here connects to anything. */
import type { LiveEvent } from '../../client/live-event.svelte.ts';
import type { PageCommand } from '../../domain/commands.ts';
import type { EventId, PersonId } from '../../domain/ids.ts';
import { INITIAL_EVERYONE, INITIAL_PERSON, INITIAL_STAGE } from '../../domain/initial.ts';
import type { EveryonePart, PersonPart, StagePart, TablePart } from '../../domain/parts.ts';
import type { Ack } from '../../protocol/wire.ts';
import { Bell } from '../../client/bell.ts';
import type { LiveContext } from '../live-context.ts';
import { textIn } from '../../domain/text-in.ts';

export class LiveDouble {
	everyone = $state.raw<EveryonePart>(INITIAL_EVERYONE);
	stage = $state.raw<StagePart>(INITIAL_STAGE);
	me = $state.raw<PersonPart>({ ...INITIAL_PERSON, role: 'participant', participation: 'committed' });
	table = $state.raw<TablePart | null>(null);
	names = $state.raw<Record<PersonId, string>>({});
	state = $state('live');
	refusal = $state<string | null>(null);
	companion = $state(false);
	ready = true;
	saving = 'saved';
	waiting: readonly PageCommand[] = [];
	refusedIdeas = [];
	media = { kind: 'off', reason: 'media_switched_off' };
	sound = true;
	/** What was sent, oldest first. */
	readonly sent: PageCommand[] = [];
	#answers: ((ack: Ack) => void)[] = [];

	readonly clock = { now: () => 0 };
	readonly drafts = { type: () => {}, clear: () => {} };
	readonly beside = { hereAt: () => [], draftsAt: () => [], tally: null, company: null, knock: null };

	send(command: PageCommand): Promise<Ack> {
		this.sent.push(command);
		return new Promise((answer) => this.#answers.push(answer));
	}
	/** Answers the oldest command that waits. */
	answer(ack: Ack): void {
		this.#answers.shift()?.(ack);
	}
	tableOf(): TablePart | null {
		return this.table;
	}
}

export const AMINA = 'amina' as PersonId;

export const contextOf = (live: LiveDouble): LiveContext => ({
	entry: 'entry',
	event: 'event' as EventId,
	role: 'participant',
	person: AMINA,
	live: live as unknown as LiveEvent,
	sound: null,
	bell: new Bell(null),
	name: 'Amina',
	languages: ['en'],
	say: (texts) => textIn(texts, ['en']),
	speak: () => {},
	now: 0
});
