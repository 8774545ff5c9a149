/** A number of like tables. */
export interface Bin {
	tables: number;
	seats: number;
	remoteSeats: number;
	/** Fewest people that must sit here. */
	least: number;
	/** People who sit here whatever happens. */
	load: number;
	remote: number;
}

/** People who can sit in the same bins. */
export interface Crowd {
	count: number;
	remote: boolean;
	/** By bin: 1 if they fit. */
	fits: Uint8Array;
}

export interface Spread {
	/** By crowd, by bin: people placed. */
	placed: Int32Array[];
	/** By crowd: people for whom there is no seat. */
	left: number[];
	/** By bin: people missing to its least number. */
	missing: number[];
	/** Crowds that compete for the seats that the unplaced people could use. */
	blocked: Set<number>;
}

/**
 * Spreads crowds over bins as evenly as their fits allow: each person takes the place that an alternating path
 * makes free in the least filled bin, which keeps the loads optimal after every step (semi-matching).
 */
export function spread(bins: Bin[], crowds: readonly Crowd[]): Spread {
	const result: Spread = {
		placed: crowds.map(() => new Int32Array(bins.length)),
		left: crowds.map(() => 0),
		missing: bins.map(() => 0),
		blocked: new Set()
	};
	const order = crowds.map((_, c) => c).sort((a, b) => choices(crowds[a]!) - choices(crowds[b]!));
	for (const c of order) {
		for (let person = 0; person < crowds[c]!.count; person++) {
			const blocked = new Set<number>([c]);
			if (!place(bins, crowds, result.placed, c, blocked)) {
				result.left[c] = crowds[c]!.count - person;
				for (const other of blocked) result.blocked.add(other);
				break;
			}
		}
	}
	bins.forEach((bin, b) => {
		while (bin.load < bin.least && pull(bins, crowds, result.placed, b));
		result.missing[b] = Math.max(0, bin.least - bin.load);
	});
	return result;
}

const choices = (crowd: Crowd): number => crowd.fits.reduce((sum, fits) => sum + fits, 0);

interface Step {
	bin: number;
	/** The crowd that arrives. */
	crowd: number;
	from: Step | null;
}

const hasRoom = (bin: Bin, remote: boolean): boolean =>
	bin.load < bin.seats && (!remote || bin.remote < bin.remoteSeats);

function place(bins: Bin[], crowds: readonly Crowd[], placed: Int32Array[], c: number, blocked: Set<number>): boolean {
	const seen = new Set<number>();
	const queue: Step[] = [];
	const arrive = (crowd: number, from: Step | null): void => {
		const { fits, remote } = crowds[crowd]!;
		for (let b = 0; b < bins.length; b++) {
			const key = b * 2 + (remote ? 1 : 0);
			if (fits[b] === 0 || seen.has(key) || b === from?.bin) continue;
			seen.add(key);
			queue.push({ bin: b, crowd, from });
		}
	};
	arrive(c, null);
	let best: Step | null = null;
	for (let at = 0; at < queue.length; at++) {
		const step = queue[at]!;
		const bin = bins[step.bin]!;
		const { remote } = crowds[step.crowd]!;
		if (hasRoom(bin, remote) && (best === null || level(bin) < level(bins[best.bin]!) - 1e-9)) best = step;
		const onlyRemote = remote && bin.remote >= bin.remoteSeats;
		for (let other = 0; other < crowds.length; other++) {
			if (placed[other]![step.bin] === 0 || (onlyRemote && !crowds[other]!.remote)) continue;
			blocked.add(other);
			arrive(other, step);
		}
	}
	if (best === null) return false;
	for (let step: Step | null = best; step !== null; step = step.from) move(bins, crowds, placed, step);
	return true;
}

const level = (bin: Bin): number => bin.load / bin.tables;

function move(bins: Bin[], crowds: readonly Crowd[], placed: Int32Array[], step: Step): void {
	const remote = crowds[step.crowd]!.remote ? 1 : 0;
	const to = bins[step.bin]!;
	to.load++;
	to.remote += remote;
	placed[step.crowd]![step.bin]!++;
	if (step.from === null) return;
	const from = bins[step.from.bin]!;
	from.load--;
	from.remote -= remote;
	placed[step.crowd]![step.from.bin]!--;
}

/** Brings one person to a bin from one that can spare somebody, over as many bins in between as it takes. */
function pull(bins: Bin[], crowds: readonly Crowd[], placed: Int32Array[], wanting: number): boolean {
	const seen = new Set([wanting]);
	const queue: { bin: number; crowd: number; to: number }[] = [{ bin: wanting, crowd: -1, to: -1 }];
	for (let at = 0; at < queue.length; at++) {
		const into = queue[at]!;
		for (let b = 0; b < bins.length; b++) {
			if (seen.has(b)) continue;
			const c = crowds.findIndex(
				({ fits, remote }, c) =>
					placed[c]![b]! > 0 &&
					fits[into.bin] === 1 &&
					(!remote || bins[into.bin]!.remote < bins[into.bin]!.remoteSeats)
			);
			if (c < 0) continue;
			seen.add(b);
			queue.push({ bin: b, crowd: c, to: at });
			if (bins[b]!.load <= bins[b]!.least) continue;
			for (let step = queue[queue.length - 1]!; step.to >= 0; step = queue[step.to]!) {
				move(bins, crowds, placed, {
					bin: queue[step.to]!.bin,
					crowd: step.crowd,
					from: { bin: step.bin, crowd: step.crowd, from: null }
				});
			}
			return true;
		}
	}
	return false;
}
