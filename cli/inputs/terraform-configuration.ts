import { eachBlock } from '../../shared/terraform/configuration';
import type { JsonObject } from '../../shared/json';
import { repeatedName } from '../../shared/terraform/repeated-names';
import { UserError } from '../errors';
import type { DeclaredResource, Surroundings } from './kind';
import { asObject } from './parts';
import { sourceOf } from './stack-trace';
import { joinModule } from './terraform-module';

/**
 * Lists what a Terraform JSON configuration declares: `cdk.tf.json`, `*.tf.json`.
 *
 * @throws {UserError} where Terraform would read more than was parsed
 */
export function* readTerraform(
  document: JsonObject,
  surroundings: Surroundings,
): Generator<DeclaredResource> {
  const repeated = repeatedName(surroundings.text, document);
  if (repeated !== undefined) {
    throw new UserError(
      `has "${repeated}" twice in one object: Terraform reads both, and whatever else reads JSON the last one. Join them into one`,
    );
  }
  const stack = metadataOf(document)['stackName'];
  const joined = joinModule(document, surroundings);
  for (const block of eachBlock(
    joined.document,
    'terraform',
    surroundings.notEvaluated,
  )) {
    if (joined.isJudgedElsewhere(block.address)) continue;
    const { path: constructPath, stackTrace } = metadataOf(block.body);
    yield {
      resource: {
        type: block.type,
        address:
          typeof stack === 'string'
            ? `${stack}/${block.address}`
            : block.address,
        // Exemptions name a construct as the aspect does.
        aliases: typeof constructPath === 'string' ? [constructPath] : [],
        name: block.name,
      },
      path: block.path,
      source: sourceOf(stackTrace),
      read: block.read,
    };
  }
}

/** What CDKTF notes of a document or a block in its comment. */
function metadataOf({ '//': comment }: JsonObject): JsonObject {
  return asObject(asObject(comment)['metadata']);
}
