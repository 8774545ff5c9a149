/** The greeter at the door: finds people without a device by their name and checks them in. */
import type { FoundPerson, Ack } from '#lib/protocol/wire.ts';
import type { Chance } from './chance.ts';
import type { LivePage } from './live-page.ts';
import type { Plans } from './plans.ts';
import type { PersonalLink } from './visitor.ts';

type Found = Ack & { people?: FoundPerson[] };

/** @param pauseMs between two guests: from, to */
export async function greet(
	page: LivePage,
	guests: readonly PersonalLink[],
	{ chance, plans, pauseMs = [40, 200] }: { chance: Chance; plans: Plans; pauseMs?: readonly [number, number] }
): Promise<void> {
	await page.until('the greeter is in', ({ ready, live }) => ready && live);
	for (const guest of guests) {
		const found = await find(page, guest.name, plans);
		// Two guests may have one name: the right one is on the card that she shows.
		if (found.some(({ person }) => person === guest.person))
			await page.send({ type: 'check_in_person', person: guest.person });
		else if (!plans.over) page.ledger.breach('FLEET', `the greeter did not find ${guest.importId ?? guest.person}`);
		if (!(await plans.pause(chance.between(...pauseMs)))) return;
	}
}

/** Asked again when the server was away or said "too fast". */
async function find(page: LivePage, name: string, plans: Plans): Promise<FoundPerson[]> {
	while (!plans.over) {
		const answer = await page.ask<Found>((socket, ack) => socket.emit('find_people', { query: name }, ack));
		if (answer?.ok) return answer.people ?? [];
		if (answer && !answer.ok && !answer.retryable) return [];
		if (!(await plans.pause(300))) break;
	}
	return [];
}
