package io.megadb.tables.olap;

import io.megadb.tables.statistics.ColumnSketch;
import io.megadb.tables.statistics.TableSketch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.GenericBlobMetadata;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.puffin.Blob;
import org.apache.iceberg.puffin.BlobMetadata;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.apache.iceberg.puffin.PuffinWriter;
import org.apache.iceberg.util.Pair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a table's values, as a Puffin file that its metadata names: the commit that
 * makes the metadata current makes the file current. It is not forced to disk and nothing depends
 * on it: a file that cannot be written or read only means that nothing is known. Stateless.
 *
 * <pre>
 *   one blob a column, type megadb-datasketches-hll-v1: the sketch of Apache DataSketches
 *     fields      the column's field id
 *     properties  ndv (estimate), rows, nulls, bytes
 * </pre>
 */
final class SketchFile {
  private static final Logger LOG = LoggerFactory.getLogger(SketchFile.class);

  private static final String TYPE = "megadb-datasketches-hll-v1";

  /** Larger ones are not ours: two kibibytes for each of 1,600 columns and what describes them. */
  private static final long MAX_BYTES = 16L << 20;

  private SketchFile() {}

  /** The table's metadata after all changes, with what is known of its values. */
  static TableMetadata attach(OlapTable table, int number, LocalFiles files) {
    TableMetadata metadata = table.current();
    Snapshot snapshot = metadata.currentSnapshot();
    Snapshot before = table.after(0).currentSnapshot();
    if (snapshot == null || before != null && before.snapshotId() == snapshot.snapshotId()) {
      return metadata;
    }
    TableMetadata.Builder next = TableMetadata.buildFrom(metadata);
    metadata.statisticsFiles().forEach(old -> next.removeStatistics(old.snapshotId()));
    try {
      TableSketch sketch = table.counted(read(table.after(0), files));
      String path = table.current().location() + "/metadata/v" + number + ".puffin";
      next.setStatistics(write(sketch, snapshot, path, files));
    } catch (IOException | RuntimeException failure) {
      LOG.warn(
          "nothing is known of the values in {} any more", table.current().location(), failure);
    }
    return next.build();
  }

  private static StatisticsFile write(
      TableSketch sketch, Snapshot snapshot, String path, LocalFiles files) throws IOException {
    try (PuffinWriter writer =
        Puffin.write(files.newUnforcedFile(path)).createdBy("MegaDB").build()) {
      for (Map.Entry<Integer, ColumnSketch> column : sketch.columns().entrySet()) {
        writer.add(blob(column.getKey(), column.getValue(), snapshot));
      }
      writer.finish();
      return new GenericStatisticsFile(
          snapshot.snapshotId(),
          path,
          writer.fileSize(),
          writer.footerSize(),
          GenericBlobMetadata.from(writer.writtenBlobsMetadata()));
    }
  }

  private static Blob blob(int field, ColumnSketch column, Snapshot snapshot) {
    return new Blob(
        TYPE,
        List.of(field),
        snapshot.snapshotId(),
        snapshot.sequenceNumber(),
        ByteBuffer.wrap(column.toBytes()),
        null,
        Map.of(
            "ndv",
            Long.toString((long) column.distinct()),
            "rows",
            Long.toString(column.rows()),
            "nulls",
            Long.toString(column.nulls()),
            "bytes",
            Long.toString((long) column.bytes())));
  }

  /** Removes files that newer metadata does not name: older snapshots are planned for without. */
  static void deleteReplaced(TableMetadata before, TableMetadata now, LocalFiles files) {
    for (StatisticsFile file : before.statisticsFiles()) {
      if (now.statisticsFiles().stream().noneMatch(kept -> kept.path().equals(file.path()))) {
        try {
          Files.deleteIfExists(Path.of(files.path(file.path())));
        } catch (IOException failure) {
          LOG.warn("{} stays until the database is opened again", file.path(), failure);
        }
      }
    }
  }

  /** What is known of the values at some metadata; empty if nothing is. */
  static TableSketch read(TableMetadata metadata, FileIO files) {
    Snapshot snapshot = metadata.currentSnapshot();
    TableSketch sketch = new TableSketch();
    for (StatisticsFile file : metadata.statisticsFiles()) {
      if (snapshot != null
          && file.snapshotId() == snapshot.snapshotId()
          && file.fileSizeInBytes() <= MAX_BYTES) {
        try {
          return read(file, files);
        } catch (IOException | RuntimeException failure) {
          LOG.warn("{} cannot be read: its table is planned for without", file.path(), failure);
        }
      }
    }
    return sketch;
  }

  private static TableSketch read(StatisticsFile file, FileIO files) throws IOException {
    TableSketch sketch = new TableSketch();
    try (PuffinReader reader =
        Puffin.read(files.newInputFile(file.path()))
            .withFileSize(file.fileSizeInBytes())
            .withFooterSize(file.fileFooterSizeInBytes())
            .build()) {
      List<BlobMetadata> blobs =
          reader.fileMetadata().blobs().stream().filter(blob -> blob.type().equals(TYPE)).toList();
      for (Pair<BlobMetadata, ByteBuffer> blob : reader.readAll(blobs)) {
        Map<String, String> counts = blob.first().properties();
        byte[] kept = new byte[blob.second().remaining()];
        blob.second().get(kept);
        sketch.put(
            blob.first().inputFields().get(0),
            ColumnSketch.of(
                kept,
                Long.parseLong(counts.get("rows")),
                Long.parseLong(counts.get("nulls")),
                Double.parseDouble(counts.get("bytes"))));
      }
    }
    return sketch;
  }
}
