package io.megadb.planner.catalog;

/** pg_class.relkind. */
public enum RelationKind {
  TABLE('r'),
  VIEW('v'),
  PROPERTY_GRAPH('g');

  private final char code;

  RelationKind(char code) {
    this.code = code;
  }

  public char code() {
    return code;
  }
}
