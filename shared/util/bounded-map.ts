/** A map that starts anew when it is full: it remembers what recurs, in documents of any size. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  /** @param most how many entries it holds */
  constructor(readonly most = 1_000) {
    super();
  }

  override set(key: Key, value: Value): this {
    if (this.size >= this.most) this.clear();
    return super.set(key, value);
  }
}
