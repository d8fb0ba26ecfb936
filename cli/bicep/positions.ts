import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import type { Position } from '../documents/position';

/** A `resource` or `module` of a Bicep file. */
interface Declared {
  readonly symbol: string;
  /** In lower case, without its API version. */
  readonly type: string;
  readonly position: Position;
}

const start: Position = { line: 1, column: 1 };

/** The type that a module is compiled to. */
const deployment = 'microsoft.resources/deployments';

const declaration =
  /^(?<indent>[ \t]*)(?<kind>resource|module)[ \t]+(?<symbol>\w+)[ \t]+'(?<of>[^']*)'(?<rest>.*)$/;

/**
 * Finds the positions of a compiled template's resources in its Bicep file: by their
 * symbolic names where the template has them, else by their types in order. The
 * nearest resource or module of the file itself is the position of all that is in it.
 */
export class BicepPositions {
  readonly #declared: readonly Declared[];
  readonly #resources: Json | undefined;

  /** @param compiled what the compiler made of the file */
  constructor(source: string, compiled: JsonObject) {
    this.#declared = declaredIn(source);
    this.#resources = compiled['resources'];
  }

  positionOf([container, key]: JsonPath): Position {
    if (container !== 'resources' || key === undefined) return start;
    const found =
      typeof key === 'string' && isJsonObject(this.#resources)
        ? this.#declared.find(({ symbol }) => symbol === key)
        : this.#byType(Number(key));
    return found?.position ?? start;
  }

  #byType(index: number): Declared | undefined {
    if (!Array.isArray(this.#resources)) return undefined;
    const types = (this.#resources as readonly Json[]).map(typeOf);
    const type = types[index];
    const ofType = this.#declared.filter((one) => one.type === type);
    const before = types.slice(0, index).filter((one) => one === type).length;
    const isSure = types.filter((one) => one === type).length === ofType.length;
    return ofType[isSure ? before : 0];
  }
}

function typeOf(resource: Json): string | undefined {
  const type = isJsonObject(resource) ? resource['type'] : undefined;
  return typeof type === 'string' ? type.toLowerCase() : undefined;
}

function declaredIn(source: string): Declared[] {
  return source.split('\n').flatMap((text, index) => {
    const { indent, kind, symbol, of, rest } =
      declaration.exec(text)?.groups ?? {};
    const isExisting = /^[ \t]+existing\b/.test(rest ?? '');
    if (symbol === undefined || isExisting) return [];
    const [type = ''] = (of ?? '').toLowerCase().split('@');
    return {
      symbol,
      type: kind === 'module' ? deployment : type,
      position: { line: index + 1, column: (indent ?? '').length + 1 },
    };
  });
}
