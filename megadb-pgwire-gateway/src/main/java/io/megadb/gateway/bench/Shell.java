package io.megadb.gateway.bench;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs and gives what they print. */
final class Shell {
  private Shell() {}

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws MegaDbException if it fails or takes longer than {@code timeoutSeconds}
   */
  static String run(List<String> command, long timeoutSeconds) {
    try {
      // A file, not a pipe: a server that the command leaves behind keeps a pipe open.
      Path output = Files.createTempFile("megadb-bench", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended) {
          process.destroyForcibly();
          throw failure(command, "did not end within " + timeoutSeconds + " s", printed);
        }
        if (process.exitValue() != 0) {
          throw failure(command, "exit code " + process.exitValue(), printed);
        }
        return printed;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MegaDbException(SqlState.QUERY_CANCELED, "interrupted", e);
    }
  }

  private static MegaDbException failure(List<String> command, String how, String printed) {
    return new MegaDbException(
        SqlState.IO_ERROR, String.join(" ", command) + " failed, " + how + ": " + printed.strip());
  }
}
