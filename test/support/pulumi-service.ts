import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A published pack. */
export interface Published {
  /** The body that announces the pack: its name, version and policies. */
  readonly pack: unknown;
  readonly tarball: Buffer;
  /** True if the client marked it as complete. */
  readonly isComplete: boolean;
}

/**
 * A stand-in for Pulumi Cloud as far as `pulumi policy publish` needs it
 * (`PublishPolicyPack` in pulumi's pkg/backend/httpstate/client/client.go).
 */
export class PulumiService {
  readonly #published: { -readonly [Key in keyof Published]?: Published[Key] } =
    {};
  readonly #server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer = this.#answer(request, body);
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(JSON.stringify(answer ?? { code: 404, message: 'no such' }));
    });
  });

  static async start(): Promise<PulumiService> {
    const service = new PulumiService();
    await new Promise<void>((resolve) =>
      service.#server.listen(0, '127.0.0.1', resolve),
    );
    return service;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get published(): Partial<Published> {
    return this.#published;
  }

  close(): void {
    this.#server.close();
  }

  #answer(request: IncomingMessage, body: Buffer): object | undefined {
    switch (`${request.method} ${request.url}`) {
      case 'GET /api/user':
        return {
          githubLogin: 'somebody',
          organizations: [{ githubLogin: 'my-org' }],
        };
      case 'POST /api/orgs/my-org/policypacks':
        this.#published.pack = JSON.parse(body.toString());
        return { version: 1, uploadURI: `${this.url}/upload` };
      case 'PUT /upload':
        this.#published.tarball = body;
        return {};
      default:
        if (/^POST .*\/complete$/.test(`${request.method} ${request.url}`)) {
          this.#published.isComplete = true;
          return {};
        }
        return undefined;
    }
  }
}

/** A client may compress what it sends. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip'
    ? gunzipSync(body)
    : body;
}
