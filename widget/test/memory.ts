/** The browser's storage, for Node: the same text under the same key for every tab that holds it. */
export class MemoryStorage {
  private readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }

  get size(): number {
    return this.values.size;
  }
}
