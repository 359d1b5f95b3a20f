import { type Field, join, readFields, writeBytes, writeNumber } from "./protobuf.ts";

/** Numbers of the fields in `onnx.proto3` on the way to an attribute. */
const MODEL = { graph: 7 };
const GRAPH = { node: 1 };
const NODE = { operator: 4, attribute: 5 };
const ATTRIBUTE = { name: 1, integer: 3, type: 20 };
const INTEGER_TYPE = 2;

const OPERATOR = "MatMulNBits";
const ATTRIBUTE_NAME = "accuracy_level";
/** Rounds the other side of a product to 8 bits too. */
const INT8 = 4;

/**
 * Lets products with packed weights be computed in 8 bits where the graph leaves open how exactly: for these, and these
 * only, ONNX Runtime has no setting outside of the graph.
 *
 * @returns the changed graph; undefined where there is nothing to change
 */
export function allowInt8Products(model: Uint8Array): Uint8Array | undefined {
  let isChanged = false;

  function changeNode(field: Field): Uint8Array {
    const parts = field.number === GRAPH.node && field.value instanceof Uint8Array ? withInt8(field.value) : undefined;
    if (parts === undefined) return field.bytes;
    isChanged = true;
    return writeBytes(GRAPH.node, parts);
  }

  const parts = [...readFields(model)].map(({ number, value, bytes }) =>
    number === MODEL.graph && value instanceof Uint8Array
      ? writeBytes(MODEL.graph, [...readFields(value)].map(changeNode))
      : bytes,
  );
  return isChanged ? join(parts) : undefined;
}

/** The parts of such a node, changed; undefined for other nodes and for those that say how exactly they are computed. */
function withInt8(node: Uint8Array): readonly Uint8Array[] | undefined {
  const fields = [...readFields(node)];
  if (!fields.some(({ number, value }) => number === NODE.operator && toText(value) === OPERATOR)) return undefined;
  const levels = fields.filter((field) => field.number === NODE.attribute && isLevel(field));
  if (levels.some((level) => readLevel(level) !== 0n)) return undefined;
  return [...fields.filter((field) => !levels.includes(field)).map(({ bytes }) => bytes), INT8_ATTRIBUTE];
}

function isLevel({ value }: Field): boolean {
  return listFields(value).some((field) => field.number === ATTRIBUTE.name && toText(field.value) === ATTRIBUTE_NAME);
}

function readLevel({ value }: Field): bigint {
  const level = listFields(value).find(({ number }) => number === ATTRIBUTE.integer)?.value;
  return typeof level === "bigint" ? level : 0n;
}

function listFields(message: Field["value"]): readonly Field[] {
  return message instanceof Uint8Array ? [...readFields(message)] : [];
}

function toText(value: Field["value"]): string | undefined {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : undefined;
}

const INT8_ATTRIBUTE = writeBytes(NODE.attribute, [
  writeBytes(ATTRIBUTE.name, [new TextEncoder().encode(ATTRIBUTE_NAME)]),
  writeNumber(ATTRIBUTE.integer, INT8),
  writeNumber(ATTRIBUTE.type, INTEGER_TYPE),
]);
