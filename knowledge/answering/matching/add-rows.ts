/**
 * The innermost loop of learning, in WebAssembly: rows of a matrix, each some times over, added to a row of sums. JavaScript
 * reckons one number at a time and in double width; this takes four, which is six times as fast. Every step rounds as
 * IEEE 754 says, so that the sums are the same on every machine.
 */

/** Adds rows to `sums`. Addresses and widths are in bytes. */
export type AddRows = (
  sums: number,
  /** Numbers of the rows, four bytes each. */
  picked: number,
  /** How many times each of them counts, four bytes each. */
  factors: number,
  /** How many are picked: a multiple of 4, above 0. */
  count: number,
  /** Row by row. */
  weights: number,
  /** Of a row and of the sums: a multiple of 32. */
  width: number,
) => void;

const I32 = 0x7f;
const V128 = 0x7b;

/** Parameters, then local variables. */
const [SUMS, PICKED, FACTORS, COUNT, WEIGHTS, WIDTH, COLUMN] = [0, 1, 2, 3, 4, 5, 6] as const;
const ROWS = [7, 8, 9, 10] as const;
const TIMES = [11, 12, 13, 14] as const;

/** WebAssembly's unsigned integers (LEB128). */
const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
/** Below 64. */
const i32 = (value: number) => [0x41, value];
const ADD = [0x6a];
const SUBTRACT = [0x6b];
const MULTIPLY = [0x6c];
const IS_LESS = [0x49];
/** Numbers of four bytes, so many bytes after the address. */
const loadI32 = (offset: number) => [0x28, 2, offset];
const loadF32 = (offset: number) => [0x2a, 2, offset];
const LOOP = [0x03, 0x40];
/** Back to the loop's beginning when what stands on the stack is not 0. */
const AGAIN = [0x0d, 0];
const END = [0x0b];

/** Four numbers of four bytes at once. */
const vector = (operation: number) => [0xfd, ...unsigned(operation)];
const loadFour = (offset: number) => [...vector(0), 2, offset];
const storeFour = (offset: number) => [...vector(11), 2, offset];
const FOUR_TIMES = vector(0x13);
const ADD_FOUR = vector(0xe4);
const MULTIPLY_FOUR = vector(0xe6);

const increase = (local: number, by: number) => [...get(local), ...i32(by), ...ADD, ...set(local)];
/** Address of the column in a row. */
const here = (row: number) => [...get(row), ...get(COLUMN), ...ADD];
/** The sums of four columns, with the four rows added. */
const addFour = (offset: number) => [
  ...here(SUMS),
  ...here(SUMS),
  ...loadFour(offset),
  ...ROWS.flatMap((row, at) => [
    ...here(row),
    ...loadFour(offset),
    ...get(TIMES[at]!),
    ...MULTIPLY_FOUR,
    ...ADD_FOUR,
  ]),
  ...storeFour(offset),
];

const FUNCTION = [
  ...[2, 1 + ROWS.length, I32, TIMES.length, V128],
  ...LOOP,
  ...ROWS.flatMap((row, at) => [
    ...[...get(WEIGHTS), ...get(PICKED), ...loadI32(4 * at), ...get(WIDTH), ...MULTIPLY, ...ADD, ...set(row)],
    ...[...get(FACTORS), ...loadF32(4 * at), ...FOUR_TIMES, ...set(TIMES[at]!)],
  ]),
  ...[...i32(0), ...set(COLUMN)],
  ...LOOP,
  ...addFour(0),
  ...addFour(16),
  ...[...get(COLUMN), ...i32(32), ...ADD, ...tee(COLUMN), ...get(WIDTH), ...IS_LESS, ...AGAIN],
  ...END,
  ...increase(PICKED, 16),
  ...increase(FACTORS, 16),
  ...[...get(COUNT), ...i32(4), ...SUBTRACT, ...tee(COUNT), ...AGAIN],
  ...END,
  ...END,
];

/** One function of six integers, which the module exports as `a`; it imports the memory `m` of `e`. */
const MODULE = [
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, ...sized([I32, I32, I32, I32, I32, I32]), 0]),
  ...section(2, [1, ...sized([0x65]), ...sized([0x6d]), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...sized([0x61]), 0, 0]),
  ...section(10, [1, ...sized(FUNCTION)]),
];

/** What is used of WebAssembly: TypeScript knows it only together with the browser's own types. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: { readonly a: AddRows } };
};

const PAGE = 65_536;

/**
 * Memory, all 0, and the function whose addresses are in it.
 * @param bytes at least so many
 * @throws RangeError when there is no room for them; 4 GiB is the most
 */
export function memoryOf(bytes: number): { buffer: ArrayBuffer; addRows: AddRows } {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  const module = new WebAssembly.Module(Uint8Array.from(MODULE));
  const { exports } = new WebAssembly.Instance(module, { e: { m: memory } });
  return { buffer: memory.buffer, addRows: exports.a };
}
