package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * A part of a statement that several places may read and that is then computed once: a WITH item,
 * or a plan that was found in several places. Confined to the statement's thread.
 */
public final class SharedPlan {
  /** What the statement says of it, and what its expressions demand. */
  public enum Sharing {
    /** Once if referenced more than once. */
    DEFAULT,
    /** NOT MATERIALIZED: where it is referenced, each time. */
    INLINED,
    /** MATERIALIZED, or with an expression that may differ from call to call: once. */
    ONCE,
    /** Once for each run of the query around it, to whose rows it refers. */
    IN_PLACE
  }

  private final int id;
  private final String name;
  private final boolean written;
  private final Sharing sharing;
  private final RelNode rel;
  private final List<String> columns;
  private RelNode optimized;
  private int references;

  /**
   * @param id unique within the statement; larger than those of all that it reads
   * @param name of the WITH item, or a number
   * @param written whether it is a WITH item
   * @param rel as written
   * @param columns their names
   */
  SharedPlan(
      int id, String name, boolean written, Sharing sharing, RelNode rel, List<String> columns) {
    this.id = id;
    this.name = name;
    this.written = written;
    this.sharing = sharing;
    this.rel = rel;
    this.columns = List.copyOf(columns);
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Whether it is a WITH item, not something the planner found. */
  public boolean isWritten() {
    return written;
  }

  public Sharing sharing() {
    return sharing;
  }

  /** As written. */
  public RelNode rel() {
    return rel;
  }

  public List<String> columns() {
    return columns;
  }

  /** The statement names it once more. */
  public void addReference() {
    references++;
  }

  /** Whether its query stands in the place of each reference. */
  boolean isInlined() {
    return switch (sharing) {
      case DEFAULT -> references < 2 || Contains.onlyScans(rel);
      case INLINED -> true;
      case ONCE, IN_PLACE -> false;
    };
  }

  void setOptimized(RelNode better) {
    optimized = better;
  }

  /** The best known form, for estimates. */
  RelNode best() {
    return optimized == null ? rel : optimized;
  }
}
