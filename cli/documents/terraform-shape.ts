import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { expectArray, expectObject } from './expect';

/** The blocks on the way to a registry, and the number of their labels. */
const labelsOf: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  action: 2,
  module: 1,
  variable: 1,
  output: 1,
  locals: 0,
};

/**
 * Refuses what Terraform refuses: a block, or what leads to its labels, that is
 * neither an object nor an array of objects (`unpackBlock` in hashicorp/hcl's
 * json/structure.go).
 *
 * @throws {UserError} that names the place
 */
export function assertShape(document: JsonObject): void {
  for (const [type, labels] of Object.entries(labelsOf)) {
    const json = document[type];
    if (json !== undefined) assertBlocks(json, [type], labels);
  }
}

function assertBlocks(json: Json, path: JsonPath, labels: number): void {
  if (json === null) return;
  if (!Array.isArray(json)) {
    assertBlock(json, path, labels);
    return;
  }
  if (labels > 0 && json.length === 0) expectObject(json, path);
  for (const [index, member] of expectArray(json, path).entries()) {
    const own = [...path, index];
    // The body of a block may be an array of objects once more.
    if (labels > 0 || !Array.isArray(member)) assertBlock(member, own, labels);
    else member.forEach((part, at) => expectObject(part as Json, [...own, at]));
  }
}

function assertBlock(json: Json, path: JsonPath, labels: number): void {
  const block = expectObject(json, path);
  if (labels === 0) return;
  for (const [label, member] of Object.entries(block)) {
    // A comment may be in place of a label.
    if (label !== '//') assertBlocks(member, [...path, label], labels - 1);
  }
}
