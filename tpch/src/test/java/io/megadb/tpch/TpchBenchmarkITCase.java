package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The command itself at scale 0.001, with servers in processes of their own. */
class TpchBenchmarkITCase {
  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path directory;

  @Test
  void clientsRunAtOnceInProcesses() throws Exception {
    List<String> lines =
        run(
            "--engines",
            "duckdb,duckdb-native",
            "--clients",
            "3",
            "--seconds",
            "1",
            "--rounds",
            "1",
            "--queries",
            "1,6,14");
    assertThat(line(lines, "queries/s")).allMatch(rate -> Double.parseDouble(rate) > 0);
    assertThat(line(lines, "failed")).startsWith("0", "0");
    assertThat(lines).noneMatch(line -> line.startsWith("differs"));
    assertThat(lines)
        .anyMatch(line -> line.contains("reads its own tables") && line.contains(".db"));
  }

  @Test
  void oneYearReadsASeventhOfTheFiles() throws Exception {
    List<String> lines = run("--pruning", "--runs", "1", "--warm-up", "0");
    assertThat(lines).contains("answers: equal DuckDB's");
    assertThat(line(lines, "one year").subList(1, 3)).containsExactly("1", "6");
    assertThat(line(lines, "all years").subList(1, 3)).containsExactly("7", "0");
    assertThat(lines).anyMatch(line -> line.startsWith("factor "));
  }

  private static List<String> run(String... options) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--sf", "0.001", "--directory", directory.toString()));
    arguments.addAll(List.of(options));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int code = TpchBenchmark.run(arguments, Path.of(".."), out);
      assertThat(code).as(bytes.toString(StandardCharsets.UTF_8)).isZero();
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The figures of the line that begins with a name. */
  private static List<String> line(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> List.of(line.substring(name.length()).strip().split(" +")))
        .findFirst()
        .orElseThrow();
  }
}
