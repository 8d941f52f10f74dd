package io.megadb.gateway.execute;

import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows of text made by the server itself, such as SHOW's or EXPLAIN's. */
public final class TextRows implements RunningStatement {
  private final String tag;
  private final List<OutputColumn> columns;
  private Batch batch;

  private TextRows(String tag, List<OutputColumn> columns, Batch batch) {
    this.tag = tag;
    this.columns = columns;
    this.batch = batch;
  }

  /** A statement without rows. */
  public static TextRows none(String tag) {
    return new TextRows(tag, List.of(), null);
  }

  /** The columns a statement of text rows has. */
  public static List<OutputColumn> columns(List<String> names) {
    List<OutputColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(new OutputColumn(name, PgType.of(PgTypes.TEXT), 0, 0));
    }
    return columns;
  }

  /**
   * @param rows a list of values a row; null elements are SQL null
   */
  public static TextRows of(String tag, List<String> names, List<List<String>> rows) {
    Vector[] vectors = new Vector[names.size()];
    for (int column = 0; column < vectors.length; column++) {
      VectorBuilder builder = VectorBuilder.of(PgType.of(PgTypes.TEXT), rows.size());
      for (List<String> row : rows) {
        String value = row.get(column);
        builder.append(value == null ? null : Bytes.utf8(value));
      }
      vectors[column] = builder.build();
    }
    Batch batch = rows.isEmpty() ? null : new Batch(rows.size(), vectors);
    return new TextRows(tag, columns(names), batch);
  }

  @Override
  public List<OutputColumn> columns() {
    return columns;
  }

  @Override
  public Batch next() {
    Batch next = batch;
    batch = null;
    return next;
  }

  @Override
  public String tag(long rows) {
    return tag;
  }

  @Override
  public void close() {
    batch = null;
  }
}
