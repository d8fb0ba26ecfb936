import type { JsonObject, JsonPath } from '../../shared/json/json';
import { BlockHeaders } from '../../shared/terraform/hcl/block-headers';
import { parseConfigurationFile } from '../../shared/terraform/hcl/configuration-file';
import {
  HclSyntaxError,
  parseHclFile,
} from '../../shared/terraform/hcl/parser';
import { UserError } from '../errors';
import type { Document } from './read';

/**
 * Parses a file in HCL: the document is what it would be in JSON, and its places are
 * those of the blocks.
 *
 * @throws {UserError} with the message and the place of the parser
 */
export function parseHclDocument(text: string): Document {
  const json = orUserError(() => parseConfigurationFile(text));
  const headers = new BlockHeaders(text);
  return {
    text,
    json,
    positions: { positionOf: (path: JsonPath) => headers.positionOf(path) },
  };
}

/**
 * Parses a file of arguments in HCL, such as `terraform.tfvars`.
 *
 * @throws {UserError} with the message and the place of the parser
 */
export function parseHclValues(text: string): JsonObject {
  return orUserError(() => parseHclFile(text));
}

function orUserError<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (error instanceof HclSyntaxError) {
      const { line, column, message } = error;
      throw new UserError(
        `is not valid HCL: line ${line}, column ${column}: ${message}`,
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`can't be parsed: ${reason}`);
  }
}
