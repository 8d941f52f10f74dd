package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;

/** Operators of the tree that Calcite has no word for. */
public final class PgOperators {
  /** (value, collation name). */
  public static final SqlOperator COLLATE = special("COLLATE");

  /** (array, lower or null, upper or null) is {@code x[lower:upper]}. */
  public static final SqlOperator SLICE = special("SLICE");

  /** (function in FROM). */
  public static final SqlOperator WITH_ORDINALITY = special("WITH ORDINALITY");

  /** (function, column definitions or null)… is {@code ROWS FROM (f(), g() AS (a int))}. */
  public static final SqlOperator ROWS_FROM = special("ROWS FROM");

  /**
   * (function in FROM, alias or null, list of name, type, name, type …) is {@code f(x) AS alias
   * (name type, …)}.
   */
  public static final SqlOperator AS_COLUMNS = special("AS COLUMNS");

  /** (table, method name, list of arguments, seed or null). */
  public static final SqlOperator TABLESAMPLE = special("TABLESAMPLE");

  /** (row, row): two periods of two values each. */
  public static final SqlOperator OVERLAPS = special("OVERLAPS");

  /** (value, type) of TREAT. */
  public static final SqlOperator TREAT = special("TREAT");

  private PgOperators() {}

  private static SqlOperator special(String name) {
    return new SqlSpecialOperator(name, SqlKind.OTHER);
  }
}
