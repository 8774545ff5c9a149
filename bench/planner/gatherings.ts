import { plan, verify, type Sheet } from '../../src/lib/planner/index.ts';
import { gatheringInstance, UNION, type Gathering } from './delegates.ts';
import { median, now, SEEDS, spread, type Row } from './row.ts';

interface Asked {
	id: string;
	name: string;
	gathering: Gathering;
	budgetMs: number;
	/** Moves that an idle core of the reference machine tries in that time. */
	moves: number;
	target: string;
	met(sheets: readonly Sheet[]): boolean;
}

const middle = (sheets: readonly Sheet[], of: (sheet: Sheet) => number): number => median(sheets.map(of));
const clean = (sheets: readonly Sheet[]): boolean =>
	sheets.every((sheet) => sheet.pairsMeetingAgain + sheet.tableAgain + sheet.topicAgain === 0);
const share = ({ wishesMet, wishesPossible }: Sheet): number => (100 * wishesMet) / wishesPossible;

/** Whether medians stay within country pairs and people outside the table's language, and reach a share of wishes. */
const within = (country: number, outside: number, wishes: number) => (sheets: readonly Sheet[]) =>
	clean(sheets) &&
	middle(sheets, (sheet) => sheet.sameCountryPairs) <= country &&
	middle(sheets, (sheet) => sheet.outsideTableLanguage) <= outside &&
	middle(sheets, share) >= wishes;

const MAYORS: Gathering = { people: 130, tables: 13, rounds: 4, topics: 13 };

const ASKED: Asked[] = [
	{
		id: 'PLAN-M1',
		name: '200 delegates, 40x5x4, 8 topics, 2 s',
		gathering: { people: 200, tables: 40, rounds: 4, topics: 8 },
		budgetMs: 2_000,
		moves: 10e6,
		target: 'repeats 0, country ≤ 25, mode 688, org 0, outside ≤ 1, wishes ≥ 97 %',
		met: (sheets) => within(25, 1, 97)(sheets) && middle(sheets, (sheet) => sheet.sameModePairs) <= 688
	},
	{
		id: 'PLAN-M2',
		name: '130 delegates, 13x10x4, 6 languages, 3 s',
		gathering: MAYORS,
		budgetMs: 3_000,
		moves: 6.5e6,
		target: 'repeats 0, country ≤ 100, outside ≤ 30',
		met: within(100, 30, 0)
	},
	{
		id: 'PLAN-M2',
		name: '… 18 home languages, 14 without English',
		gathering: { ...MAYORS, home: UNION, withoutEnglish: 14 },
		budgetMs: 3_000,
		moves: 4.5e6,
		target: 'repeats 0, country ≤ 100, outside ≤ 30',
		met: within(100, 30, 0)
	},
	{
		id: 'PLAN-M3',
		name: '1,000 delegates, 200x5x4, 8 topics, 4 s',
		gathering: { people: 1_000, tables: 200, rounds: 4, topics: 8 },
		budgetMs: 4_000,
		moves: 12.5e6,
		target: 'repeats 0, country ≤ 48, outside ≤ 6, wishes ≥ 97 %',
		met: within(48, 6, 97)
	},
	{
		id: 'PLAN-M4',
		name: '2,000 delegates, 400x5x5, 20 topics, 8 s',
		gathering: { people: 2_000, tables: 400, rounds: 5, topics: 20 },
		budgetMs: 8_000,
		moves: 20e6,
		target: 'repeats 0, country ≤ 310, outside ≤ 8, wishes ≥ 95 %',
		met: within(310, 8, 95)
	}
];

/** @param byMoves counts moves instead of time, so that other work on the machine does not matter */
export function* gatheringRows(byMoves: boolean): Generator<Row> {
	for (const { id, name, gathering, budgetMs, moves, target, met } of ASKED) {
		const millions: number[] = [];
		const sheets = SEEDS.map((seed) => {
			const instance = gatheringInstance(gathering, { seed, budgetMs, iterations: byMoves ? moves : null });
			const result = plan(instance, { now });
			if (!result.ok) throw new Error(JSON.stringify(result.error));
			if (!verify(instance, result.value).ok) throw new Error(`${name}: a hard rule is broken`);
			millions.push(result.value.iterations / 1e6);
			return result.value.sheet;
		});
		const of = (figure: (sheet: Sheet) => number): string => spread(sheets.map(figure));
		const [{ sameCountryPairsBound, sameModePairsBound }] = [sheets[0]!];
		const least = Math.min(...sheets.map(share)).toFixed(1);
		const reached = [
			`repeats ${of((sheet) => sheet.pairsMeetingAgain + sheet.tableAgain + sheet.topicAgain)}`,
			`country ${of((sheet) => sheet.sameCountryPairs)} [bound ${sameCountryPairsBound}]`,
			`mode ${of((sheet) => sheet.sameModePairs)} [${sameModePairsBound}]`,
			`org ${of((sheet) => sheet.sameOrganisationPairs)}`,
			`outside ${of((sheet) => sheet.outsideTableLanguage)}`,
			`wishes ${middle(sheets, share).toFixed(1)} % (${least} %)`,
			`${median(millions).toFixed(1)} M moves`
		];
		yield { id, instance: name, reached: reached.join(', '), target, met: met(sheets) };
	}
}
