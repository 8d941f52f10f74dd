package io.megadb.vectorops.search;

import io.megadb.planner.spi.MegaDbExtensions;

/** The plugin's steps between a plan and its run and its system table, over one set of indexes. */
public final class Refinements {
  private Refinements() {}

  /** Joins first: what is left of a plan then asks for neighbours of single vectors. */
  public static void inject(MegaDbExtensions extensions) {
    VectorIndexes indexes = new VectorIndexes();
    extensions.injectRefinement("neighbour_joins", new NeighbourJoins(indexes));
    extensions.injectRefinement("nearest_neighbours", new NearestNeighbours(indexes));
    extensions.injectSystemTable(new BuildProgressTable(indexes));
  }
}
