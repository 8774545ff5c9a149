/** `npm run rehearse`: fills an event with simulated people, and says at the end whether a rule was broken. */
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Fleet, type Progress } from './fleet/fleet.ts';

const USAGE = `npm run rehearse -- --event LINK [options]
  --event LINK       an organiser's or facilitator's link (or RONDO_REHEARSAL_LINK)
  --people N         at most so many simulated people; default: all but the free seats
  --time-scale N     makes the event a rehearsal at this speed, 1 to 20; 4 when real browsers take part
  --seed N           repeats how people behave; default: a random one, printed
  --run-by-itself    plans, starts, harvests and publishes too
  --minutes N        ends after so long at the latest; default 120
  --ideas FILE       what people write, as in examples/<scenario>/ideas.txt
  --json             progress as JSON, one object a line
`;

interface Wish {
	link: string;
	people: number | undefined;
	timeScale: number | undefined;
	seed: number;
	runByItself: boolean;
	minutes: number;
	ideas: string | undefined;
	json: boolean;
}

const PROGRESS_MS = 2_000;
/** Whoever ends us waits for five seconds. */
const SETTLE_MS = 1_500;
/** A café that runs by itself does not wait longer for people to come. */
const ARRIVAL_MS = 120_000;

function readWish(): Wish {
	const { values } = parseArgs({
		options: {
			event: { type: 'string' },
			people: { type: 'string' },
			'time-scale': { type: 'string' },
			seed: { type: 'string' },
			'run-by-itself': { type: 'boolean', default: false },
			minutes: { type: 'string', default: '120' },
			ideas: { type: 'string' },
			json: { type: 'boolean', default: false }
		}
	});
	const link = values.event ?? process.env.RONDO_REHEARSAL_LINK;
	if (!link || !URL.canParse(link))
		throw new Error(`--event needs the link of an organiser or facilitator\n\n${USAGE}`);
	const numbered = (name: 'people' | 'time-scale' | 'seed' | 'minutes', least: number, most: number) => {
		const text = values[name];
		if (text === undefined) return undefined;
		const number = Number(text);
		if (Number.isFinite(number) && number >= least && number <= most) return number;
		throw new Error(`--${name} must be a number from ${least} to ${most}, got "${text}"`);
	};
	return {
		link,
		people: numbered('people', 1, 5_000),
		timeScale: numbered('time-scale', 1, 20),
		seed: numbered('seed', 0, 2 ** 31) ?? randomInt(2 ** 31),
		runByItself: values['run-by-itself'],
		minutes: numbered('minutes', 0.1, 600) ?? 120,
		ideas: values.ideas,
		json: values.json
	};
}

const line = ({ people, connected, seated, phase, round, ideas, acknowledged, waiting, breaches }: Progress) =>
	`${phase}${round === null ? '' : ` ${round}`}: ${connected} of ${people} connected, ${seated} seated, ` +
	`${ideas} ideas, ${acknowledged} saved, ${waiting} waiting, ${breaches} broken rules`;

/** The café from the lobby to the report. */
async function runByItself(fleet: Fleet, arriving: Promise<void>): Promise<void> {
	const { seed } = fleet;
	const facilitator = await fleet.facilitator();
	await Promise.race([arriving, fleet.plans.pause(ARRIVAL_MS)]);
	await facilitator.runCafe(seed, () => true, 0);
	await facilitator.moveTo('harvest');
	if (fleet.desk.everyone.results) return facilitator.moveTo('close');
	const harvester = await fleet.harvester();
	const voters = Object.values(fleet.desk.desk.people).filter(
		({ role, participation }) => (role === 'participant' || role === 'table_host') && participation === 'committed'
	);
	await harvester.harvest(voters.length);
	await facilitator.moveTo('close');
}

async function rehearse(wish: Wish): Promise<number> {
	const { json, minutes, people, timeScale, ideas, ...rest } = wish;
	const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
	say(`seed ${wish.seed}`);
	const fleet = await Fleet.open({
		...rest,
		...(people === undefined ? {} : { people }),
		...(timeScale === undefined ? {} : { timeScale }),
		...(ideas === undefined ? {} : { ideas })
	});
	const ended = Promise.withResolvers<void>();
	const end = () => ended.resolve();
	process.once('SIGTERM', end);
	process.once('SIGINT', end);
	// Started by the app: when that is gone, so are we.
	if (process.env.RONDO_REHEARSAL_LINK) process.stdin.once('end', end).resume();
	const limit = setTimeout(end, minutes * 60_000);
	const tell = () => {
		const progress = fleet.progress();
		process.stdout.write(`${json ? JSON.stringify(progress) : line(progress)}\n`);
	};
	const told = setInterval(tell, PROGRESS_MS);
	try {
		const arriving = fleet.arrive();
		const failed = new Promise<never>((_, reject) => arriving.catch(reject));
		if (wish.runByItself) await Promise.race([runByItself(fleet, arriving), ended.promise, failed]);
		else {
			// Whoever runs the vote, people without a device have filled in paper.
			await fleet.harvester();
			await Promise.race([ended.promise, closed(fleet), failed]);
		}
		fleet.rest();
		const breaches = await fleet.check({ settleMs: SETTLE_MS });
		for (const breach of breaches) process.stderr.write(`${breach}\n`);
		tell();
		say(`seed ${wish.seed}`);
		return breaches.length > 0 ? 1 : 0;
	} finally {
		clearTimeout(limit);
		clearInterval(told);
		fleet.stop();
		process.stdin.destroy();
	}
}

const closed = (fleet: Fleet): Promise<unknown> =>
	fleet.desk.until('the event is closed', ({ everyone, refusal }) => everyone.closed || refusal !== null, 2 ** 31 - 1);

try {
	process.exitCode = await rehearse(readWish());
} catch (fault) {
	process.stderr.write(`${(fault as Error).message}\n`);
	process.exitCode = 2;
}
// A connection that somebody is still trying to make would keep the process.
process.exit();
