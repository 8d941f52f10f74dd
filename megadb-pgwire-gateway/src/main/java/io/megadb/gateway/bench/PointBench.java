package io.megadb.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs each workload against each server in turn, round after round, and prints the medians and
 * their ratio to the last server's.
 */
public final class PointBench {
  private final Plan plan;
  private final Pgbench pgbench;
  private final PrintStream out;

  /**
   * What to run.
   *
   * @param binaries where pgbench is
   * @param mode of pgbench: simple, extended or prepared
   * @param clients numbers of clients
   * @param scale of the tables
   * @param seconds of one run
   * @param rounds runs of which the median counts
   */
  public record Plan(
      Path binaries, String mode, List<Integer> clients, int scale, int seconds, int rounds) {}

  public PointBench(Plan plan, PrintStream out) {
    this.plan = plan;
    this.pgbench = new Pgbench(plan.binaries().resolve("pgbench"), plan.mode(), plan.seconds());
    this.out = out;
  }

  /**
   * Makes the tables and measures.
   *
   * @param directory for scripts
   * @param peers MegaDB first; alone if there is no PostgreSQL
   * @return whether no transaction failed
   */
  public boolean run(Path directory, List<Peer> peers) throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    out.println("load generator: " + pgbench.version() + ", protocol " + plan.mode());
    out.println(
        "settings: both as shipped, commits wait for fsync; tables at scale "
            + plan.scale()
            + "; "
            + plan.rounds()
            + " rounds of "
            + plan.seconds()
            + " s after one that does not count, the servers in turn; medians");
    Map<PointWorkload, Path> scripts = new EnumMap<>(PointWorkload.class);
    for (PointWorkload workload : PointWorkload.values()) {
      scripts.put(
          workload,
          Files.writeString(directory.resolve(workload + ".sql"), workload.script(plan.scale())));
    }
    for (Peer peer : peers) {
      BenchTables.create(peer, plan.scale());
    }
    boolean clean = true;
    for (PointWorkload workload : PointWorkload.values()) {
      for (int clients : plan.clients()) {
        clean &= measure(workload, scripts.get(workload), clients, peers);
      }
    }
    return clean;
  }

  private boolean measure(PointWorkload workload, Path script, int clients, List<Peer> peers) {
    double[][] rates = new double[peers.size()][plan.rounds()];
    long[] failed = new long[peers.size()];
    // Not counted: compiles the code on one side, fills the cache on the other.
    for (Peer peer : peers) {
      pgbench.run(peer, script, clients);
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < peers.size(); i++) {
        Pgbench.Result result = pgbench.run(peers.get(i), script, clients);
        rates[i][round] = result.rate();
        failed[i] += result.failed();
      }
    }
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      figures.add(
          String.format(
              Locale.ROOT,
              "%s %,.0f tps (%d failed)",
              peers.get(i).name(),
              Timings.median(rates[i]),
              failed[i]));
    }
    if (peers.size() == 2) {
      figures.add(
          String.format(
              Locale.ROOT, "ratio %.2f", Timings.median(rates[0]) / Timings.median(rates[1])));
    }
    out.printf(
        "%s, %d client%s: %s%n",
        workload.title(), clients, clients == 1 ? "" : "s", String.join(", ", figures));
    return Arrays.stream(failed).sum() == 0;
  }
}
