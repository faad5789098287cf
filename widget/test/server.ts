/** A small assistant over real HTTP, whose answers a test decides. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  path: string;
  body: Record<string, unknown>;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Resolves when the answer may be given. */
  after?: Promise<unknown>;
}

export class AssistantServer {
  readonly requests: Request[] = [];
  private server: Server | undefined;
  private wake: () => void = () => undefined;
  address = '';

  constructor(private readonly answer: (request: Request, count: number) => Answer | undefined) {}

  async start(): Promise<this> {
    this.server = createServer((incoming, outgoing) => {
      void read(incoming).then(async (request) => {
        this.requests.push(request);
        this.wake();
        const { status = 200, body, headers = {}, after } =
          this.answer(request, this.count(request.path)) ?? standard(request, this.count(request.path));
        await after;
        outgoing.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
    await new Promise<void>((ready) => this.server?.listen(0, '127.0.0.1', ready));
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  count(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  /** Wait until a path was asked for so many times. */
  async received(path: string, count: number): Promise<void> {
    while (this.count(path) < count) await new Promise<void>((wake) => (this.wake = wake));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((stopped) => this.server?.close(stopped));
  }
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return {
    path: (incoming.url ?? '').replace('/webhooks/website/', ''),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** The answer that every reply here holds. */
export const ANSWER = { id: 'faq_costs', version: '2026-09-01' };

function standard({ path, body }: Request, count: number): Answer {
  if (path === 'session') return { body: { token: `token-${count}` } };
  if (path === 'webhook') {
    const text = `Antwoord op ${String(body.message ?? body.title)}`;
    return { body: { id: body.id, messages: [{ text, custom: { answers: [ANSWER] }, reply_id: `reply-${count}` }] } };
  }
  return { status: 204 };
}
