/** Ten seconds of a sine, 48 kHz mono, as a WAV file: what a fake microphone plays for ever. */
export function wavOf(hz: number): Buffer {
	const samples = 48_000 * 10;
	const bytes = Buffer.alloc(44 + samples * 2);
	bytes.write('RIFF', 0);
	bytes.writeUInt32LE(36 + samples * 2, 4);
	bytes.write('WAVEfmt ', 8);
	bytes.writeUInt32LE(16, 16);
	bytes.writeUInt16LE(1, 20);
	bytes.writeUInt16LE(1, 22);
	bytes.writeUInt32LE(48_000, 24);
	bytes.writeUInt32LE(96_000, 28);
	bytes.writeUInt16LE(2, 32);
	bytes.writeUInt16LE(16, 34);
	bytes.write('data', 36);
	bytes.writeUInt32LE(samples * 2, 40);
	for (let i = 0; i < samples; i++)
		bytes.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * hz * i) / 48_000)), 44 + 2 * i);
	return bytes;
}
