package io.megadb.tables.olap;

import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.olap.parquet.ParquetBatchReader;
import io.megadb.tables.olap.parquet.ParquetFiles;
import io.megadb.tables.olap.read.RowIdentity;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.VectorBuilder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads rows by identity, for DELETE … RETURNING.
 *
 * @param fieldIds of all the table's columns
 * @param paths where files are that metadata names
 * @param names of these columns in a file of a path; see {@link ForeignFiles#names}
 * @param types of these columns
 * @param missing by column, what it has in files older than it is; see {@link ParquetBatchReader}
 */
@SuppressWarnings("ArrayRecordComponent")
record OldRows(
    int[] fieldIds,
    UnaryOperator<String> paths,
    Function<String, String[]> names,
    List<PgType> types,
    FlatVector[] missing) {
  /** The rows, file by file in order of their positions. */
  Batch read(BytesVector identities, FileNumbers fileNumbers) {
    Map<Integer, BitSet> positions = new TreeMap<>();
    for (int i = 0; i < identities.size(); i++) {
      positions
          .computeIfAbsent(RowIdentity.fileNumber(identities, i), file -> new BitSet())
          .set(Math.toIntExact(RowIdentity.position(identities, i)));
    }
    VectorBuilder[] rows = RowCodec.builders(types, identities.size());
    positions.forEach(
        (file, wanted) -> append(fileNumbers.get(file).file().location(), wanted, rows));
    return RowCodec.build(rows, identities.size());
  }

  private void append(String path, BitSet wanted, VectorBuilder[] rows) {
    try (ParquetBatchReader reader =
        new ParquetBatchReader(
            new ParquetFiles(),
            0,
            Path.of(paths.apply(path)),
            fieldIds,
            names.apply(path),
            types,
            missing,
            ParquetBatchReader.RowGroups.ALL,
            Batch.MAX_ROWS)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        int start = Math.toIntExact(reader.batchStart());
        int end = start + batch.size();
        for (int row = wanted.nextSetBit(start); row >= 0 && row < end; ) {
          for (int column = 0; column < rows.length; column++) {
            rows[column].appendFrom(batch.column(column), row - start);
          }
          row = wanted.nextSetBit(row + 1);
        }
      }
    }
  }
}
