/** The planner's figures as a Markdown table: `npm run bench:planner [-- golf cafes gatherings live loop peer] [--quick] [--moves]`. */
import { cafeRows } from './planner/cafes.ts';
import { gatheringRows } from './planner/gatherings.ts';
import { golfRows } from './planner/golf.ts';
import { liveRows } from './planner/live.ts';
import { loopRows } from './planner/loop.ts';
import { peerRows } from './planner/peer.ts';
import { asMarkdown, HEADER, type Row } from './planner/row.ts';

const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const PARTS: Record<string, () => Iterable<Row> | AsyncIterable<Row>> = {
	golf: golfRows,
	cafes: cafeRows,
	gatherings: () => gatheringRows(process.argv.includes('--moves')),
	live: () => liveRows(quick),
	loop: () => loopRows(quick ? 3 : 10),
	peer: () => peerRows()
};

console.log(HEADER);
for (const [name, rows] of Object.entries(PARTS)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	for await (const row of rows()) console.log(asMarkdown(row));
}
