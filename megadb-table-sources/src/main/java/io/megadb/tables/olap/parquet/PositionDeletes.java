package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Values;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.MetadataColumns;

/** The rows of one data file that position delete files take away. Immutable after reading. */
public final class PositionDeletes {
  private final BitSet deleted = new BitSet();

  /**
   * Reads delete files.
   *
   * @param deleteFiles Parquet files of (file_path, pos)
   * @param dataFile path of the data file as the delete files name it
   */
  public static PositionDeletes read(
      ParquetFiles files, List<String> deleteFiles, String dataFile) {
    PositionDeletes deletes = new PositionDeletes();
    int[] fields = {
      MetadataColumns.DELETE_FILE_PATH.fieldId(), MetadataColumns.DELETE_FILE_POS.fieldId()
    };
    List<PgType> types = List.of(PgType.of(PgTypes.TEXT), PgType.of(PgTypes.INT8));
    for (String path : deleteFiles) {
      try (ParquetBatchReader reader =
          new ParquetBatchReader(
              files,
              0,
              Path.of(path),
              fields,
              null,
              types,
              new FlatVector[2],
              ParquetBatchReader.RowGroups.ALL,
              Batch.MAX_ROWS)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          long[] positions = ((LongVector) batch.column(1).flat()).values();
          for (int i = 0; i < batch.size(); i++) {
            if (Values.get(batch.column(0), i).toString().equals(dataFile)) {
              deletes.deleted.set(Math.toIntExact(positions[i]));
            }
          }
        }
      }
    }
    return deletes;
  }

  /** The rows of a batch that remain, or null if all do. */
  public int[] remaining(long batchStart, int rows) {
    int start = Math.toIntExact(batchStart);
    int next = deleted.nextSetBit(start);
    if (next < 0 || next >= start + rows) {
      return null;
    }
    int[] remaining = new int[rows - deleted.get(start, start + rows).cardinality()];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (!deleted.get(start + i)) {
        remaining[count++] = i;
      }
    }
    return remaining;
  }
}
