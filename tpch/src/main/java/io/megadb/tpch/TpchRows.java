package io.megadb.tpch;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The rows that dbgen makes, as texts with a bar between values: a folder a table, in it parts
 * whose names have the rows' order. Made once and kept.
 */
final class TpchRows {
  /** Names in the order in which they are made; also those of the tables. */
  static final List<String> TABLES =
      List.of("lineitem", "orders", "partsupp", "part", "customer", "supplier", "nation", "region");

  /** At scale 1 some 40 MB of lineitem. */
  private static final int PARTS_PER_SCALE = 20;

  private final Path folder;

  private TpchRows(Path folder) {
    this.folder = folder;
  }

  /**
   * Gives the rows of a scale, and makes them if they are not there.
   *
   * @param folder of this scale
   */
  static TpchRows prepare(Path folder, double scale) throws IOException {
    TpchRows rows = new TpchRows(folder);
    if (!Files.exists(folder)) {
      Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
      Files.createDirectories(unfinished);
      generate(unfinished, scale);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return rows;
  }

  private static void generate(Path folder, double scale) throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (String name : TABLES) {
        Path table = Files.createDirectories(folder.resolve(name));
        boolean small = name.equals("nation") || name.equals("region");
        int count = small ? 1 : Math.max(1, (int) Math.ceil(scale * PARTS_PER_SCALE));
        for (int part = 1; part <= count; part++) {
          int number = part;
          parts.add(workers.submit(() -> write(table, name, scale, number, count)));
        }
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("cannot make the rows of TPC-H: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MegaDbException(SqlState.QUERY_CANCELED, "interrupted", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Path write(Path folder, String name, double scale, int part, int count)
      throws IOException {
    Path file = folder.resolve(String.format("%05d.tbl", part));
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (TpchEntity row : TpchTable.getTable(name).createGenerator(scale, part, count)) {
        String line = row.toLine();
        // Each value has a bar behind it, the last one too.
        out.write(line, 0, line.length() - 1);
        out.write('\n');
      }
    }
    return file;
  }

  /** All rows of a table in one stream; the caller closes it. */
  InputStream open(String table) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (Path part : parts(table)) {
      streams.add(Files.newInputStream(part));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /** A pattern of the names of a table's files. */
  String pattern(String table) {
    return folder.resolve(table) + "/*.tbl";
  }

  private List<Path> parts(String table) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      return files.sorted().toList();
    }
  }
}
