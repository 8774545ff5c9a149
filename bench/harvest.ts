/** What a café of the bench has said: ideas, key insights, themes, a vote; everything but the publication. */
import { randomUUID } from 'node:crypto';
import type { Command } from '#lib/domain/commands.ts';
import type { IdeaId, PersonId, ThemeId, VoteId } from '#lib/domain/ids.ts';
import { newId } from '#lib/client/random-id.ts';
import type { Services } from '#server/services.ts';
import { eachOf, type MadeCafe } from './cafe.ts';

export interface HarvestWish {
	ideasEach: number;
	themes: number;
}

const WORDS =
	'We would share what stands around unused, from bicycles to kitchens, if somebody kept the calendar of it. ';
/** Of a table's ideas every so many is a key insight, three of each table at the most. */
const INSIGHTS_A_TABLE = 3;

/** @returns how many ideas and key insights there are */
export async function fillHarvest(
	{ openEvents }: Services,
	{ event, people, facilitator }: MadeCafe,
	{ ideasEach, themes }: HarvestWish
): Promise<{ ideas: number; insights: number }> {
	const { runtime } = await openEvents.open(event);
	const desk = { role: 'facilitator', person: facilitator.person } as const;
	const submit = async (command: Command, actor: Parameters<typeof runtime.submit>[2] = desk) => {
		const done = await runtime.submit(randomUUID(), command, actor);
		if (!done.ok) throw new Error(`${command.type} was refused: ${done.error.code}`);
	};
	await submit({ type: 'start_round', round: 1 });
	const marked = new Map<string, IdeaId[]>();
	for (let n = 0; n < ideasEach; n++)
		await eachOf(people, async ({ person, route }) => {
			const idea = newId<IdeaId>();
			const table = route[0]!;
			const text = `${WORDS.repeat(2)}(${person}, ${n})`;
			await submit(
				{ type: 'add_idea', table, idea, text, language: 'en', onBehalfOf: null },
				{ role: 'participant', person }
			);
			const insights = marked.get(table) ?? [];
			if (insights.length < INSIGHTS_A_TABLE) marked.set(table, [...insights, idea]);
		});
	const insights = [...marked].flatMap(([table, ideas]) => ideas.map((idea) => ({ table, idea })));
	const seatedAt = new Map(people.map(({ person, route }) => [route[0] as string, person as PersonId]));
	await eachOf(insights, ({ table, idea }) =>
		submit(
			{ type: 'mark_insight', table: table as never, idea, marked: true },
			{ role: 'participant', person: seatedAt.get(table)! }
		)
	);
	const made = Array.from({ length: themes }, () => newId<ThemeId>());
	for (const [index, theme] of made.entries())
		await submit({ type: 'create_theme', theme, name: `Theme ${index + 1}` });
	await eachOf(
		insights.map(({ idea }, index) => ({ idea, theme: made[index % themes]! })),
		({ idea, theme }) => submit({ type: 'place_insight', idea, theme })
	);
	const vote = newId<VoteId>();
	await submit({ type: 'open_vote', vote, themes: made, dots: 3 });
	await eachOf(people, ({ person }) =>
		submit({ type: 'cast_ballot', vote, dots: { [made[0]!]: 2, [made[1]!]: 1 } }, { role: 'participant', person })
	);
	await submit({ type: 'close_vote', vote });
	for (const theme of made) await submit({ type: 'word_message', theme, message: { en: WORDS } });
	return { ideas: people.length * ideasEach, insights: insights.length };
}
