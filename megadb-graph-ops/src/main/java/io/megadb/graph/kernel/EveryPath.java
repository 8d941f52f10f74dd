package io.megadb.graph.kernel;

/** All paths, from one start after the other. */
public final class EveryPath implements PathSearch {
  private final PathRules rules;
  private final Walker walker;
  private int start = -1;
  private boolean walking;

  /**
   * @param check called now and then; throws to stop the search
   */
  public EveryPath(PathRules rules, PathMode mode, Runnable check) {
    this.rules = rules;
    this.walker = new Walker(rules, mode, check);
  }

  @Override
  public boolean next() {
    while (true) {
      if (walking && walker.next()) {
        return true;
      }
      start = rules.vertices[0].nextSetBit(start + 1);
      walking = start >= 0;
      if (!walking) {
        return false;
      }
      walker.start(start, Integer.MAX_VALUE);
    }
  }

  @Override
  public Path path() {
    return walker.path();
  }

  @Override
  public long passed() {
    return walker.passed();
  }
}
