/** Reads of an `eth_call` result: 32-byte words in order. Source: https://docs.soliditylang.org/en/latest/abi-spec.html */

const HEX = /^0x(?:[0-9a-f]{2})*$/i;
const WORD = 64;

/**
 * The nth 32-byte word of a result as a signed integer (int256, two's complement: a Chainlink answer is one, and no
 * count or time that we read is near 2^255), or undefined when the result is no hex string or too short.
 */
export function abiWord(result: unknown, index: number): bigint | undefined {
  if (typeof result !== "string" || !HEX.test(result) || !Number.isInteger(index) || index < 0) return undefined;
  const word = result.slice(2 + index * WORD, 2 + (index + 1) * WORD);
  return word.length === WORD ? BigInt.asIntN(256, BigInt(`0x${word}`)) : undefined;
}
