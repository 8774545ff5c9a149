/** Seat shapes can be told apart without colour: ring host, square hall, circle remote, diamond paper card. */
export type SeatShape = 'host' | 'hall' | 'remote' | 'paper';

export type SignSeat = { shape: SeatShape; state?: 'here' | 'expected' | 'missing' | undefined };

export type TableSignProps = {
	seats: readonly SignSeat[];
	/** Stands in the middle. */
	number?: number | undefined;
	topic?: number | undefined;
	/** s 34, m 48, l 76 px (grows with the text). */
	size?: 's' | 'm' | 'l' | undefined;
	/** Name for screen readers. Without it the sign is decoration beside words. */
	label?: string | undefined;
};

/** A table from above with its cloth, its seats and the cards on it: for the door, a move, an empty room. */
export type BigTableProps = {
	seats: readonly SignSeat[];
	number?: number | undefined;
	topic: number;
	/** Cards on the table, up to 5; the first `keyCards` of them are key insights. */
	cards?: number | undefined;
	keyCards?: number | undefined;
	label?: string | undefined;
};

/** Explains the shapes: host, hall, remote, paper card. */
export type SignLegendProps = {
	/** Also explains the two counts on a table card. */
	counts?: boolean | undefined;
};
