package io.megadb.planner.ast;

/** How long a table, a view or a sequence lives. */
public enum Persistence {
  PERMANENT,
  TEMPORARY,
  UNLOGGED
}
