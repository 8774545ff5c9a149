/** What a list of people would do for an event, as its page shows it. */
import type { EventState } from '../domain/parts.ts';
import { deskPersonOf } from '../domain/read.ts';
import type { LookedAtList } from '#server/app/people-list.ts';
import { faultsShown, readFile } from './import-findings.server.ts';

/** Names that a page can show; the counts tell the rest. */
const NAMES_MOST = 500;

export function findingsOf(state: EventState, { read, verdict, fresh, there, alike }: LookedAtList, file: string) {
	const names = (people: readonly { name: string }[]) => people.slice(0, NAMES_MOST).map(({ name }) => name);
	return {
		verdict,
		file: readFile(file, read),
		fresh: { count: fresh.length, names: names(fresh) },
		alike: { count: alike.length, names: names(alike) },
		there: {
			count: there.length,
			people: there.slice(0, NAMES_MOST).map(({ row, person }) => {
				const { role, participation } = deskPersonOf(state, person)!;
				return { person, name: row.name, role, participation };
			})
		},
		...faultsShown(read.faults)
	};
}
export type ListFindings = ReturnType<typeof findingsOf>;
