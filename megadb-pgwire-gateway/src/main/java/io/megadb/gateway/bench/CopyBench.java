package io.megadb.gateway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * Loads the same bytes into a new table of each server in turn, round after round, and prints the
 * medians and their ratio to the last server's.
 */
public final class CopyBench {
  private static final int CHUNK_BYTES = 1 << 16;

  private final int rows;
  private final int repeat;
  private final PrintStream out;

  /**
   * @param rows of each table
   * @param repeat loads of which the median counts
   */
  public CopyBench(int rows, int repeat, PrintStream out) {
    this.rows = rows;
    this.repeat = repeat;
    this.out = out;
  }

  /**
   * Writes the files and measures.
   *
   * @param directory for the files
   * @param peers MegaDB first, then PostgreSQL
   */
  public void run(Path directory, List<Peer> peers) throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    out.println("peer: " + peers.get(1).description());
    out.printf(
        Locale.ROOT,
        "settings: both as shipped, commits wait for fsync; %d loads of each into new tables, the"
            + " servers in turn, after one of a tenth of the rows that does not count; medians%n",
        repeat);
    for (CopyLoad load : CopyLoad.values()) {
      Path warmUp = directory.resolve(load + ".small");
      Path file = directory.resolve(load + ".rows");
      load.write(warmUp, Math.max(1, rows / 10));
      load.write(file, rows);
      measure(load, warmUp, file, peers);
      Files.delete(warmUp);
      Files.delete(file);
    }
  }

  private void measure(CopyLoad load, Path warmUp, Path file, List<Peer> peers)
      throws SQLException, IOException {
    List<Timings> timings = new ArrayList<>();
    for (Peer peer : peers) {
      load(peer, load, warmUp);
      timings.add(new Timings(repeat));
    }
    for (int round = 0; round < repeat; round++) {
      for (int i = 0; i < peers.size(); i++) {
        timings.get(i).add(load(peers.get(i), load, file));
      }
    }
    double megabytes = Files.size(file) / 1e6;
    out.printf(Locale.ROOT, "%s, %,d rows, %,.0f MB:", load.title(), rows, megabytes);
    for (int i = 0; i < peers.size(); i++) {
      double seconds = timings.get(i).medianMillis() / 1e3;
      out.printf(
          Locale.ROOT,
          " %s %.2f s (%,.0f rows/s, %.0f MB/s),",
          peers.get(i).name(),
          seconds,
          rows / seconds,
          megabytes / seconds);
    }
    out.printf(
        Locale.ROOT,
        " ratio %.2f%n",
        timings.get(1).medianMillis() / timings.get(0).medianMillis());
  }

  /** Returns the time from sending COPY to its answer, by which the rows are committed. */
  private static long load(Peer peer, CopyLoad load, Path file) throws SQLException, IOException {
    try (Connection connection = peer.connect();
        Statement statement = connection.createStatement();
        InputStream bytes = Files.newInputStream(file)) {
      statement.execute("DROP TABLE IF EXISTS " + load.table());
      statement.execute(load.definition(peer));
      long start = System.nanoTime();
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(load.copy(), bytes, CHUNK_BYTES);
      return System.nanoTime() - start;
    }
  }
}
