/** A `Map` that clears itself when it is full. Used as a bounded cache. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  /** @param most the maximum number of entries */
  constructor(readonly most = 1_000) {
    super();
  }

  override set(key: Key, value: Value): this {
    if (this.size >= this.most) this.clear();
    return super.set(key, value);
  }
}
