import { error } from '@sveltejs/kit';
import type { EventId } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { topicNumber } from '#lib/live/cafe-words.ts';
import { services } from '#server/services.ts';
import type { PageServerLoad } from './$types';

/** Published results, for everybody who has the address; before that only the title and that they will come. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
	const { directory, openEvents, publishedReport } = services();
	const event = params.event as EventId;
	if (!(await directory.events.get(event))) error(404, { message: 'not_found', code: 'not_found' });
	const { card, unpublished } = everyoneOf((await openEvents.open(event)).runtime.state);
	if (!card) error(404, { message: 'not_found', code: 'not_found' });
	setHeaders({ 'Cache-Control': 'no-cache' });
	return {
		event,
		title: card.title,
		report: await publishedReport(event),
		/** It was published, and taken off this page. */
		withdrawn: unpublished !== null,
		/** Topic of each table, by the table's number. */
		topics: Object.fromEntries(card.tables.map((table) => [table.number, topicNumber(card, table)]))
	};
};
