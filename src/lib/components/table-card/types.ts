import type { SignSeat } from '../table-sign/types.ts';

/** The one word a facilitator needs about a table. The worst for people comes first. */
export type TableStatus =
	| { word: 'alone' }
	| { word: 'no_host' }
	| { word: 'help' }
	| { word: 'small'; people: number }
	| { word: 'quiet'; minutes: number }
	| { word: 'more_time' }
	| { word: 'forming'; here: number; of: number }
	| { word: 'ready' }
	| { word: 'talking' }
	| { word: 'closed' }
	| { word: 'merged'; into: number };

export type TableCardProps = {
	number: number;
	topic: number;
	/** Null: nobody hosts. */
	hostName: string | null;
	/** Hall table, hall and online, or online. */
	place: 'hall' | 'blend' | 'online';
	seats: readonly SignSeat[];
	status: TableStatus;
	ideas: number;
	keyInsights: number;
	chosen?: boolean | undefined;
	onchoose: (number: number) => void;
};
