/** The harvest: themes, the vote, paper ballots, words, the report. */
import type { ThemeId, TopicId, VoteId } from '#lib/domain/ids.ts';
import { newId } from '#lib/client/random-id.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import type { Chance } from './chance.ts';
import type { LivePage } from './live-page.ts';
import { dotsOver } from './person.ts';
import type { Plans } from './plans.ts';
import type { PersonalLink } from './visitor.ts';

export interface HarvesterOptions {
	chance: Chance;
	plans: Plans;
	/** Those who vote on paper. */
	onPaper: readonly PersonalLink[];
}

/** A person's pace: the server takes ten commands a second from one page. */
const PACE_MS = 120;
const BALLOTS_LIMIT_MS = 30_000;

export class Harvester {
	readonly page: LivePage;
	/** Paper ballots that were acknowledged. */
	typed = 0;
	readonly #options: HarvesterOptions;
	#typing = '';

	constructor(page: LivePage, options: HarvesterOptions) {
		this.page = page;
		this.#options = options;
		page.watch(() => this.#look());
	}

	/** As soon as a vote is open, whoever opened it, the ballots of people without a device are typed. */
	#look(): void {
		const { vote } = this.page.everyone;
		if (!vote || vote.result || this.#typing === vote.id) return;
		this.#typing = vote.id;
		void this.#typeBallots(vote.id);
	}

	async #typeBallots(vote: VoteId): Promise<void> {
		const { chance, plans, onPaper } = this.#options;
		for (const { card } of onPaper) {
			const open = this.page.everyone.vote;
			if (!open || open.id !== vote || open.result) return;
			const ballot = { id: newId(), cardCode: card, vote, dots: dotsOver(open.options, open.dots, chance) };
			for (;;) {
				const ack = await this.page.ask<Ack>((socket, answer) => socket.emit('paper_ballot', ballot, answer));
				if (ack?.ok) this.typed++;
				else if (ack && !ack.retryable) this.page.ledger.refuse(ack.code);
				else if (await plans.pause(300)) continue;
				break;
			}
			if (!(await plans.pause(PACE_MS))) return;
		}
	}

	/** One theme for each topic, a vote over them, words, the report. Resolves when it is published. */
	async harvest(expectedBallots: number): Promise<void> {
		const { page } = this;
		await page.until('the harvester is in', ({ ready, live }) => ready && live);
		const themes = await this.#makeThemes();
		if (themes.length >= 2) await this.#vote(themes, expectedBallots);
		for (const [index, theme] of themes.entries())
			await this.#paced({ type: 'word_message', theme, message: { en: `What we say about this: ${index + 1}.` } });
		await this.#paced({ type: 'publish_results' });
		await page.until('the results are published', ({ everyone }) => everyone.results !== null);
	}

	async #makeThemes(): Promise<ThemeId[]> {
		const { page } = this;
		const topics = page.everyone.card?.topics ?? [];
		const themeOf = new Map<TopicId | null, ThemeId>();
		// Those of a harvest that was cut off are taken up.
		const placed = new Set(page.desk.themes.flatMap(({ insights }) => insights));
		for (const { idea, topic } of page.desk.insights) {
			const title = topics.find(({ id }) => id === topic)?.title;
			const name = (title?.['en'] ?? Object.values(title ?? {})[0] ?? 'Other').slice(0, 120);
			let theme = themeOf.get(topic) ?? page.desk.themes.find((made) => made.name === name)?.id;
			if (theme) themeOf.set(topic, theme);
			if (placed.has(idea)) continue;
			if (!theme) {
				theme = newId<ThemeId>();
				themeOf.set(topic, theme);
				await this.#paced({ type: 'create_theme', theme, name });
			}
			await this.#paced({ type: 'place_insight', idea, theme });
		}
		return [...themeOf.values()];
	}

	async #vote(themes: ThemeId[], expectedBallots: number): Promise<void> {
		const { page } = this;
		const vote = newId<VoteId>();
		await this.#paced({ type: 'open_vote', vote, themes, dots: page.everyone.card?.dotsPerPerson ?? 3 });
		await page.until('the vote is open', ({ everyone }) => everyone.vote?.id === vote);
		await page
			.until(
				'all ballots',
				({ tally, everyone }) => everyone.vote?.id !== vote || (tally?.ballots ?? 0) >= expectedBallots,
				BALLOTS_LIMIT_MS
			)
			.catch(() => undefined); // Somebody has left: the vote closes without her.
		await this.#paced({ type: 'close_vote', vote });
		// Somebody at the desk may have withdrawn it.
		await page.until('the vote is over', ({ everyone }) => everyone.vote?.id !== vote || everyone.vote.result !== null);
	}

	async #paced(command: Parameters<LivePage['send']>[0]): Promise<void> {
		await this.page.send(command);
		await this.#options.plans.pause(PACE_MS);
	}
}
