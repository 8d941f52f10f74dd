package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.VectorRow;
import io.megadb.tables.olap.parquet.VectorRowWriter;
import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;

/**
 * A file of a table with lists, written row by row by Iceberg's and Parquet's own writers: only
 * they know of nesting.
 */
final class AppenderFile implements RowFile {
  private final FileAppender<VectorRow> appender;
  private final List<PgType> types;
  private final VectorRow cursor = new VectorRow();

  AppenderFile(BaseTable table, List<PgType> types, OutputFile file) throws IOException {
    this.types = types;
    appender =
        Parquet.write(file)
            .forTable(table)
            .createWriterFunc(schema -> new VectorRowWriter(schema, types))
            .overwrite()
            .build();
  }

  @Override
  public void write(Rows rows, int from, int to) {
    for (int i = from; i < to; i++) {
      appender.add(cursor.at(rows.batches()[rows.batch()[i]], rows.row()[i]));
    }
  }

  /** Which rows are in order is not noted here. */
  @Override
  public void endRun() {}

  @Override
  public long length() {
    return appender.length();
  }

  @Override
  public void close() throws IOException {
    appender.close();
  }

  /** Row groups with a NaN have no bounds, and which ones have is not told. */
  @Override
  public BitSet unbounded() {
    BitSet floating = new BitSet();
    for (int i = 0; i < types.size(); i++) {
      Storage storage = Storage.of(types.get(i));
      floating.set(i, storage == Storage.FLOAT || storage == Storage.DOUBLE);
    }
    return floating;
  }

  @Override
  public List<Long> splitOffsets() {
    return appender.splitOffsets();
  }
}
