package io.megadb.planner.relation;

/** Planning cannot do without the value of an open constant. */
public final class OpenConstantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int slot;

  OpenConstantException(int slot) {
    super("planning depends on the value of slot " + slot, null, false, false);
    this.slot = slot;
  }

  /** The constant's {@link PgConstant#slot}. */
  public int slot() {
    return slot;
  }
}
