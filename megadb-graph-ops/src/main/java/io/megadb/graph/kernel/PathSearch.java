package io.megadb.graph.kernel;

/** Gives paths one after the other. Confined to one thread. */
public interface PathSearch {
  /** Finds the next path and puts it into {@link #path}; false at the end. */
  boolean next();

  /** The path found last; its content changes with the next. */
  Path path();

  /** What the path found last costs; 0 for a search that does not look at costs. */
  default double cost() {
    return 0;
  }

  /** Places of a pattern passed so far, for figures. */
  long passed();

  /** Places by number of edges; null for a search that does not go length by length. */
  default Frontiers frontiers() {
    return null;
  }
}
