import { basename, dirname } from 'node:path';
import type { JsonObject } from '../../shared/json/json';
import { isLabelOf } from '../../shared/terraform/construct-path';
import { isHclName, isIgnoredFile } from '../../shared/terraform/module-files';
import { duplicateKey } from '../../shared/terraform/duplicate-keys';
import { UserError } from '../errors';
import type { DeclaredResource, ReadContext } from './document-type';
import { asObject } from './json-helpers';
import { sourceOf } from './stack-trace';
import { blocksOfFile } from './terraform-module';
import { assertShape } from './terraform-shape';

/**
 * Lists what a Terraform JSON configuration declares: `cdk.tf.json`, `*.tf.json`.
 *
 * @throws {UserError} where Terraform would read more than was parsed, or refuses it
 */
export function* readTerraform(
  document: JsonObject,
  surroundings: ReadContext,
): Generator<DeclaredResource> {
  assertReadable(surroundings.file, surroundings.text, document);
  const stack = stackOf(document, surroundings.file);
  const blocks = blocksOfFile(document, surroundings, (other) => {
    try {
      assertReadable(other.file, other.text, other.json);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const name = basename(other.file);
      throw new UserError(
        `can't be evaluated: ${name}, which belongs to it, ${error.message}`,
      );
    }
  });
  const inStack = (address: string) =>
    stack === undefined ? address : `${stack}/${address}`;
  for (const { block, path } of blocks) {
    const { called } = block;
    // Of a block in a called module the call was written by a construct.
    const [name, body, within] =
      called === undefined
        ? [block.name, block.body, '']
        : [
            called.call.label,
            called.call.json,
            block.address.slice(`module.${called.call.label}`.length),
          ];
    const { path: constructPath, stackTrace } = metadataOf(body);
    yield {
      resource: {
        type: block.type,
        address: inStack(block.address),
        aliases: [
          // Exemptions name a construct as the aspect does, and one resource for all of its instances.
          ...(stack !== undefined && isPathOf(constructPath, stack, name)
            ? [`${constructPath}${within}`]
            : []),
          ...(block.address === block.declared
            ? []
            : [inStack(block.declared)]),
        ],
        name: block.name,
      },
      path,
      source: called === undefined ? sourceOf(stackTrace) : undefined,
      written: called === undefined ? undefined : () => called.places()[0],
      read: block.read,
    };
  }
}

function assertReadable(
  file: string,
  text: string,
  document: JsonObject,
): void {
  // In HCL a block may be repeated, and the parser refuses other duplicates.
  const repeated = isHclName(file) ? undefined : duplicateKey(text, document);
  if (repeated !== undefined) {
    throw new UserError(
      `has "${repeated}" twice in one object: Terraform reads both, and whatever else reads JSON the last one. Join them into one`,
    );
  }
  assertShape(document);
}

/**
 * The stack that a document belongs to. The program writes the name, so it counts
 * only in the directory of that name, where the libraries write a stack
 * (`stacks/NAME/cdk.tf.json`) and Terraform reads it.
 */
function stackOf(document: JsonObject, file: string): string | undefined {
  const { stackName } = metadataOf(document);
  const isThere =
    typeof stackName === 'string' &&
    stackName === basename(dirname(file)) &&
    !isIgnoredFile(basename(file));
  return isThere ? stackName : undefined;
}

/** Returns whether a path that the program wrote beside a block is the path of the block's construct. */
function isPathOf(path: unknown, stack: string, label: string): path is string {
  if (typeof path !== 'string') return false;
  const [first, ...ids] = path.split('/');
  return first === stack && isLabelOf(label, ids);
}

/** CDKTF's metadata in the comment of a document or block. */
function metadataOf({ '//': comment }: JsonObject): JsonObject {
  return asObject(asObject(comment)['metadata']);
}
