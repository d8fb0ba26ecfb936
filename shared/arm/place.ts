import { toSegment } from '../json/pointer';
import type { TemplatePlace } from '../model/resource';

/** A position in a template. */
export interface Place extends TemplatePlace {
  /** The pointer with the iterations of copy loops: `/resources/acr[2]`. */
  readonly at: string;
  /** The symbolic name of the resource. */
  readonly symbol?: string;
}

/** The whole of a template. */
export const root: Place = { pointer: '', at: '', deployments: [] };

/** The part of a place under a name. */
export function part(place: Place, name: string): Place {
  const step = toSegment(name);
  return {
    pointer: place.pointer + step,
    at: place.at + step,
    deployments: place.deployments,
  };
}

/** One iteration of the copy loop of a resource. */
export function inTurn(place: Place, index: number): Place {
  return { ...place, at: `${place.at}[${index}]` };
}

/** The properties of a nested deployment. */
export function inDeployment(place: Place, name: string): Place {
  const { pointer, at, deployments } = part(place, 'properties');
  return { pointer, at, deployments: [...deployments, name] };
}

/** The same position, for the deployment itself instead of what it deploys. */
export function ofDeployment(place: Place): Place {
  return { ...place, deployments: place.deployments.slice(0, -1) };
}
