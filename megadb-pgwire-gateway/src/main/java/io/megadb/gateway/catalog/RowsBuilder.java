package io.megadb.gateway.catalog;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rows of a system relation by column name. A column that is not set is null, or where the
 * relation forbids null, PostgreSQL's usual neutral value: 0, false, '' or an empty array.
 */
final class RowsBuilder {
  private final TableDefinition relation;
  private final VectorBuilder[] builders;
  private final List<Batch> batches = new ArrayList<>();
  private final Map<String, Object> row = new HashMap<>();
  private int rows;

  RowsBuilder(TableDefinition relation) {
    this.relation = relation;
    this.builders =
        relation.columns().stream()
            .map(column -> VectorBuilder.of(column.type()))
            .toArray(VectorBuilder[]::new);
  }

  RowsBuilder set(String column, String value) {
    return put(column, value == null ? null : Bytes.utf8(value));
  }

  RowsBuilder set(String column, long value) {
    return put(column, value);
  }

  RowsBuilder set(String column, boolean value) {
    return put(column, value);
  }

  RowsBuilder set(String column, double value) {
    return put(column, value);
  }

  /** Elements are numbers or texts. */
  RowsBuilder set(String column, List<?> values) {
    return put(
        column,
        values == null
            ? null
            : values.stream()
                .map(
                    value ->
                        value instanceof String text
                            ? Bytes.utf8(text)
                            : value instanceof Double
                                ? value
                                : (Object) ((Number) value).longValue())
                .toList());
  }

  private RowsBuilder put(String column, Object value) {
    if (relation.columnIndex(column) < 0) {
      throw new IllegalArgumentException(relation.name() + " has no column " + column);
    }
    row.put(column, value);
    return this;
  }

  /** Ends the row. */
  void add() {
    for (int i = 0; i < builders.length; i++) {
      ColumnDefinition column = relation.columns().get(i);
      Object value = row.get(column.name());
      builders[i].append(value == null && column.notNull() ? neutral(column) : value);
    }
    row.clear();
    if (++rows == Batch.MAX_ROWS) {
      flush();
    }
  }

  private static Object neutral(ColumnDefinition column) {
    return switch (column.type().kind()) {
      case BOOL -> false;
      case LONG -> 0L;
      case DOUBLE -> 0.0;
      case BYTES -> Bytes.utf8("");
      case LIST -> List.of();
      case NUMERIC, INTERVAL -> throw new IllegalStateException(column.name() + " must be set");
    };
  }

  private void flush() {
    Vector[] columns = new Vector[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    batches.add(new Batch(rows, columns));
    rows = 0;
  }

  List<Batch> build() {
    if (rows > 0) {
      flush();
    }
    return batches;
  }
}
