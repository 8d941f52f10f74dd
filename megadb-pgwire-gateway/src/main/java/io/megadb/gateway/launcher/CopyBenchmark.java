package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.CopyBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** {@code megadb bench copy}. */
final class CopyBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench copy [OPTION...]

      COPY FROM STDIN into new tables, the same bytes into MegaDB and PostgreSQL 15:
        wide      the demo's cloud bill (65 columns, CSV), tier olap
        narrow    id int8 PRIMARY KEY, a int4, b text of 20 bytes (text format), tier oltp

        --rows N          rows of each (default 1000000)
        --repeat R        loads of each, of which the median counts (default 3)
        --postgres DIR    PostgreSQL's programs (default /usr/lib/postgresql/15/bin)
        --directory DIR   where both servers keep their data (default the system's for temporary
                          files); a million rows need some 6 GB
        --help            this text\
      """;

  private final PrintStream out;

  CopyBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Set<String> options() {
    return Set.of("rows", "repeat");
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(Options options, Path directory, Path postgres) throws IOException, SQLException {
    CopyBench bench =
        new CopyBench(
            options.integer("rows", 1_000_000, 1, 100_000_000),
            options.integer("repeat", 3, 1, 99),
            out);
    BenchServers.requirePostgres(postgres);
    try (BenchServers servers = BenchServers.start(directory)) {
      bench.run(servers.directory(), List.of(servers.megaDb(), servers.postgres(postgres)));
    }
    return 0;
  }
}
