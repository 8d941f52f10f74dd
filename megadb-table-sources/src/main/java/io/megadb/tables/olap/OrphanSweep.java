package io.megadb.tables.olap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Removes, when a database opens, the files that no committed metadata names: of transactions that
 * a crash cut off, of snapshots that were given up, of tables that were dropped. Stateless.
 */
final class OrphanSweep {
  /** Metadata of a table by its number. */
  interface Metadata {
    TableMetadata read(int oid, int number);
  }

  private OrphanSweep() {}

  /**
   * Sweeps.
   *
   * @param numbers number of the current metadata of each table there is
   */
  static void run(
      Path directory, Map<Integer, Integer> numbers, Metadata metadata, LocalFiles files) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try {
      for (Path folder : children(directory)) {
        Integer number = number(folder, numbers);
        if (number == null) {
          delete(folder);
        } else {
          Integer oid = Integer.valueOf(folder.getFileName().toString());
          sweep(folder, number, metadata.read(oid, number), files);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Null for folders of no table; others that are not named by an oid are not ours either. */
  private static Integer number(Path folder, Map<Integer, Integer> numbers) {
    String name = folder.getFileName().toString();
    return name.matches("[0-9]{1,9}") ? numbers.get(Integer.valueOf(name)) : null;
  }

  private static void sweep(Path folder, int number, TableMetadata metadata, LocalFiles files)
      throws IOException {
    Set<Path> kept = new HashSet<>();
    kept.add(folder.resolve("metadata").resolve(Pointer.fileName(number)).toAbsolutePath());
    BaseTable table = StagedTable.of(metadata, files);
    metadata
        .statisticsFiles()
        .forEach(statistics -> kept.add(Path.of(files.path(statistics.path()))));
    for (Snapshot snapshot : metadata.snapshots()) {
      kept.add(Path.of(files.path(snapshot.manifestListLocation())));
      for (ManifestFile manifest : snapshot.allManifests(files)) {
        if (kept.add(Path.of(files.path(manifest.path())))) {
          keepContent(manifest, table, files, kept);
        }
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!kept.contains(file.toAbsolutePath())) {
          Files.delete(file);
        }
      }
    }
    VersionHint.write(folder, number);
  }

  private static void keepContent(
      ManifestFile manifest, BaseTable table, LocalFiles files, Set<Path> kept) throws IOException {
    try (CloseableIterable<? extends ContentFile<?>> content =
        manifest.content() == org.apache.iceberg.ManifestContent.DATA
            ? ManifestFiles.read(manifest, files, table.specs())
            : ManifestFiles.readDeleteManifest(manifest, files, table.specs())) {
      content.forEach(file -> kept.add(Path.of(files.path(file.location()))));
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).toList();
    }
  }

  /** Removes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
