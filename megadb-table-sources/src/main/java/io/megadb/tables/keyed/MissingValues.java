package io.megadb.tables.keyed;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeText;
import io.megadb.vector.FlatVector;
import io.megadb.vector.VectorBuilder;

/** What columns have in rows written before they were added. Stateless. */
public final class MissingValues {
  private MissingValues() {}

  /** The value as a vector of one row; null for null. */
  public static FlatVector of(ColumnDefinition column) {
    return of(column.type(), column.missing());
  }

  /**
   * As {@link #of(ColumnDefinition)}.
   *
   * @param text as in a definition; null for null
   */
  public static FlatVector of(PgType type, String text) {
    if (text == null) {
      return null;
    }
    VectorBuilder value = VectorBuilder.of(type, 1);
    value.append(TypeText.parse(type, text, EvaluationContext.constant()));
    return value.build();
  }
}
