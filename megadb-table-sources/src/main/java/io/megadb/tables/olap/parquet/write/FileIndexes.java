package io.megadb.tables.olap.parquet.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.hadoop.metadata.IndexReference;

/** Where pages begin and what lies in them, of all columns of a file. Confined to one thread. */
final class FileIndexes {
  private final List<ChunkWriter.Written> chunks = new ArrayList<>();

  void add(ChunkWriter.Written chunk) {
    chunks.add(chunk);
  }

  /** Writes the indexes, and tells the columns where they are. */
  void write(PositionOutputStream out) throws IOException {
    for (ChunkWriter.Written chunk : chunks) {
      if (chunk.index() != null) {
        ColumnChunkMetaData column = chunk.metadata();
        long start = out.getPos();
        Util.writeColumnIndex(
            ParquetMetadataConverter.toParquetColumnIndex(column.getPrimitiveType(), chunk.index()),
            out);
        column.setColumnIndexReference(reference(start, out));
      }
    }
    for (ChunkWriter.Written chunk : chunks) {
      long start = out.getPos();
      Util.writeOffsetIndex(ParquetMetadataConverter.toParquetOffsetIndex(chunk.offsets()), out);
      chunk.metadata().setOffsetIndexReference(reference(start, out));
    }
  }

  private static IndexReference reference(long start, PositionOutputStream out) throws IOException {
    return new IndexReference(start, Math.toIntExact(out.getPos() - start));
  }
}
