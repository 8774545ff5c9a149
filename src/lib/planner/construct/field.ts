/** A finite field of q elements, written 0…q-1 with 0 and 1 as usual; `times[x * q + y]` is the product. */
export interface Field {
	q: number;
	plus: Uint16Array;
	times: Uint16Array;
}

/** The prime and exponent of a prime power, or null. */
export function primePower(q: number): { prime: number; exponent: number } | null {
	if (q < 2) return null;
	let prime = 2;
	while (q % prime !== 0) prime++;
	let exponent = 0;
	let rest = q;
	for (; rest % prime === 0; rest /= prime) exponent++;
	return rest === 1 ? { prime, exponent } : null;
}

/** The field of q elements, or null if q is no prime power. Elements are polynomials, written in base `prime`. */
export function field(q: number): Field | null {
	const power = primePower(q);
	if (!power) return null;
	const { prime, exponent } = power;
	const digits = Array.from({ length: q }, (_, x) => toDigits(x, prime, exponent));
	const plus = new Uint16Array(q * q);
	for (let x = 0; x < q; x++) {
		for (let y = 0; y < q; y++) {
			plus[x * q + y] = fromDigits(
				digits[x]!.map((digit, i) => (digit + digits[y]![i]!) % prime),
				prime
			);
		}
	}
	for (let low = 0; low < q; low++) {
		const powers = powersOfX(toDigits(low, prime, exponent), prime, q);
		if (powers) return { q, plus, times: products(powers, q) };
	}
	return null;
}

const toDigits = (x: number, prime: number, exponent: number): number[] =>
	Array.from({ length: exponent }, (_, i) => Math.floor(x / prime ** i) % prime);

const fromDigits = (digits: readonly number[], prime: number): number =>
	digits.reduceRight((sum, digit) => sum * prime + digit, 0);

/**
 * The powers of a generator modulo x^e + low, if it generates all q-1 elements that are not zero, else null.
 * In a prime field the generator is found among the constants.
 */
function powersOfX(low: readonly number[], prime: number, q: number): number[] | null {
	const exponent = low.length;
	const next = (digits: readonly number[]): number[] => {
		if (exponent === 1) return [(digits[0]! * low[0]!) % prime];
		const top = digits[exponent - 1]!;
		return low.map((coefficient, i) => {
			const shifted = i === 0 ? 0 : digits[i - 1]!;
			return (((shifted - top * coefficient) % prime) + prime) % prime;
		});
	};
	const powers: number[] = [];
	let element = toDigits(1, prime, exponent);
	for (let i = 0; i < q - 1; i++) {
		const x = fromDigits(element, prime);
		if (x === 0 || (i > 0 && x === 1)) return null;
		powers.push(x);
		element = next(element);
	}
	return fromDigits(element, prime) === 1 ? powers : null;
}

function products(powers: readonly number[], q: number): Uint16Array {
	const log = new Map(powers.map((x, i) => [x, i]));
	const times = new Uint16Array(q * q);
	for (let x = 1; x < q; x++) {
		for (let y = 1; y < q; y++) times[x * q + y] = powers[(log.get(x)! + log.get(y)!) % (q - 1)]!;
	}
	return times;
}
