package io.megadb.tables.olap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the metadata files of olap tables. Stateless. */
final class MetadataFile {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataFile.class);

  /** Snapshots named in a table's metadata; older ones are given up, which bounds its size. */
  private static final int MAX_SNAPSHOTS = 50;

  private MetadataFile() {}

  /** Writes vN.metadata.json and forces it to disk; answers the metadata as it will be read. */
  static TableMetadata write(Path folder, int number, TableMetadata metadata, LocalFiles files) {
    String path = folder.resolve("metadata").resolve(Pointer.fileName(number)).toString();
    TableMetadata trimmed = trim(metadata);
    TableMetadataParser.overwrite(trimmed, files.newOutputFile(path));
    return TableMetadataParser.read(files, path);
  }

  private static TableMetadata trim(TableMetadata metadata) {
    int surplus = metadata.snapshots().size() - MAX_SNAPSHOTS;
    if (surplus <= 0) {
      return metadata;
    }
    List<Snapshot> oldest =
        metadata.snapshots().stream()
            .sorted(Comparator.comparingLong(Snapshot::sequenceNumber))
            .limit(surplus)
            .toList();
    return TableMetadata.buildFrom(metadata).removeSnapshots(oldest).build();
  }

  /** Tells plain Iceberg of the metadata; the commit stands without, the next one tells again. */
  static void hint(Path folder, int number) {
    try {
      VersionHint.write(folder, number);
    } catch (IOException failure) {
      LOG.warn("{} tells plain Iceberg of an older version than {}", folder, number, failure);
    }
  }
}
