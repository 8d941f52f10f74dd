package io.megadb.tables.connector.type;

import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** Collects some fields of Flink rows into batches. Confined to one thread. */
public final class RowCollector {
  private final int[] fields;
  private final ColumnWriter[] writers;
  private final VectorBuilder[] builders;
  private int size;

  /**
   * @param fields positions in the rows, in the batches' order of columns
   * @param types of these columns
   * @param evaluation for reading texts
   */
  public RowCollector(int[] fields, List<PgType> types, EvaluationContext evaluation) {
    this.fields = fields.clone();
    this.writers = new ColumnWriter[fields.length];
    this.builders = new VectorBuilder[fields.length];
    for (int i = 0; i < fields.length; i++) {
      writers[i] = new ColumnWriter(types.get(i), evaluation);
      builders[i] = VectorBuilder.of(types.get(i));
    }
  }

  public void add(RowData row) {
    for (int i = 0; i < fields.length; i++) {
      writers[i].append(row, fields[i], builders[i]);
    }
    size++;
  }

  /** Rows since the last batch. */
  public int size() {
    return size;
  }

  /** The rows collected; afterwards there are none. */
  public Batch take() {
    Vector[] columns = new Vector[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    Batch batch = new Batch(size, columns);
    size = 0;
    return batch;
  }
}
