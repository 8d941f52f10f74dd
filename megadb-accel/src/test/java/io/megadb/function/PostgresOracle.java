package io.megadb.function;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL 15 of its own in a temporary folder; closed and deleted with the test. */
final class PostgresOracle implements AutoCloseable {
  static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");

  private static final String PREPARE =
      """
      set timezone to '%s';
      create function pg_temp.attempt(expression text) returns text language plpgsql as $f$
      declare answer text;
      begin
        execute 'select case when x is null then ''NULL'' else replace(replace(replace(format(''%%s'', x), ''\\'', ''\\\\''), chr(10), ''\\n''), chr(9), ''\\t'') end from (select ' || expression || ' as x) s' into answer;
        return answer;
      exception when others then
        return 'ERROR ' || sqlstate;
      end $f$;
      """
          .formatted(CallEvaluator.ZONE);

  private final Path folder;

  private PostgresOracle(Path folder) {
    this.folder = folder;
  }

  static boolean isAvailable() {
    return Files.isExecutable(BINARIES.resolve("initdb")) && Files.isExecutable(Path.of("/bin/su"));
  }

  static PostgresOracle start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("megadb-oracle");
    PostgresOracle oracle = new PostgresOracle(folder);
    run("chown", "postgres", folder.toString());
    oracle.asPostgres(
        BINARIES.resolve("initdb")
            + " -D "
            + folder
            + "/data --encoding=UTF8 --lc-collate=C --lc-ctype=C.UTF-8"
            + " --locale=C.UTF-8 -A trust");
    oracle.asPostgres(
        BINARIES.resolve("pg_ctl")
            + " -D "
            + folder
            + "/data -o '-k "
            + folder
            + " -c listen_addresses= -c fsync=off'"
            + " -l "
            + folder
            + "/log -w start");
    return oracle;
  }

  private void asPostgres(String command) throws IOException, InterruptedException {
    run("su", "postgres", "-c", command);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("megadb-oracle", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed: " + text);
    }
    return text;
  }

  /** PostgreSQL's answer to each expression: text, NULL, or ERROR with its code. */
  List<String> evaluate(List<String> expressions) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder(PREPARE);
    for (String expression : expressions) {
      script.append("select pg_temp.attempt($q$").append(expression).append("$q$);\n");
    }
    Path file = Files.createTempFile("megadb-oracle", ".sql");
    Files.writeString(file, script, StandardCharsets.UTF_8);
    String output =
        run(
            "psql",
            "-X",
            "-q",
            "-A",
            "-t",
            "-h",
            folder.toString(),
            "-U",
            "postgres",
            "-f",
            file.toString(),
            "postgres");
    Files.delete(file);
    List<String> lines = new ArrayList<>(List.of(output.split("\n", -1)));
    lines.remove(lines.size() - 1);
    if (lines.size() != expressions.size()) {
      throw new IOException(
          expressions.size() + " expressions, " + lines.size() + " answers:\n" + output);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    try {
      asPostgres(BINARIES.resolve("pg_ctl") + " -D " + folder + "/data -m immediate stop");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping PostgreSQL", e);
    }
  }
}
