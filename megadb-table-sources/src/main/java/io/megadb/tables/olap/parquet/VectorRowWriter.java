package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.util.List;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.TripleWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** Writes rows of vectors into Parquet's column writers without boxing. Confined to one thread. */
public final class VectorRowWriter implements ParquetValueWriter<VectorRow> {
  private final MessageType schema;
  private final ValueOut[] outs;
  private final ColumnWriter[] writers;
  private final int[] valueLevels;

  /**
   * @param schema the file's columns, one for each of the table's
   * @param types of the columns
   */
  public VectorRowWriter(MessageType schema, List<PgType> types) {
    this.schema = schema;
    outs = new ValueOut[types.size()];
    writers = new ColumnWriter[outs.length];
    valueLevels = new int[outs.length];
    for (int i = 0; i < outs.length; i++) {
      outs[i] = ValueOut.of(types.get(i), schema.getColumns().get(i).getPrimitiveType());
      valueLevels[i] = schema.getColumns().get(i).getMaxDefinitionLevel();
    }
  }

  @Override
  public void write(int repetitionLevel, VectorRow value) {
    for (int i = 0; i < outs.length; i++) {
      FlatVector column = value.columns[i];
      if (column.isNull(value.row)) {
        if (valueLevels[i] == 0) {
          throw new MegaDbException(
              SqlState.NOT_NULL_VIOLATION,
              "null value in column \""
                  + schema.getFieldName(i)
                  + "\" violates not-null constraint");
        }
        writers[i].writeNull(0, 0);
      } else {
        outs[i].write(writers[i], column, value.row, 0, valueLevels[i]);
      }
    }
  }

  @Override
  public List<TripleWriter<?>> columns() {
    return List.of();
  }

  @Override
  public void setColumnStore(ColumnWriteStore columnStore) {
    for (int i = 0; i < writers.length; i++) {
      writers[i] = columnStore.getColumnWriter(schema.getColumns().get(i));
    }
  }
}
