package io.megadb.tables.olap.parquet;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * What a file says of itself, read once. Thread-safe.
 *
 * @param identity of the file
 * @param metadata schema and row groups
 * @param pages where pages start, by the position of a column chunk's offset index
 * @param bounds pages' least and greatest values, by the position of a chunk's column index
 * @param length of the footer in bytes
 */
record Footer(
    Identity identity,
    ParquetMetadata metadata,
    Map<Long, PageLocations> pages,
    Map<Long, PageBounds> bounds,
    long length) {
  /** Objects take several times the room of the bytes they were read from. */
  private static final long GROWTH = 8;

  /**
   * Tells files apart: one is never written again, but a damaged one may be put back.
   *
   * @param modified in ms
   */
  record Identity(Path path, long length, long modified) {}

  Footer(Identity identity, ParquetMetadata metadata, long length) {
    this(identity, metadata, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), length);
  }

  /** Room on the heap, page indexes included as if all were read. */
  long bytes() {
    return length * GROWTH;
  }
}
