package io.megadb.gateway.bench;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator. */
final class Pgbench {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");
  private static final int MAX_THREADS = 2;
  private static final int START_SECONDS = 60;

  private final Path program;
  private final String mode;
  private final int seconds;

  /**
   * @param mode simple, extended or prepared
   * @param seconds length of a run
   */
  Pgbench(Path program, String mode, int seconds) {
    this.program = program;
    this.mode = mode;
    this.seconds = seconds;
  }

  /**
   * A run's outcome.
   *
   * @param rate transactions per second
   * @param failed transactions that an error ended
   */
  record Result(double rate, long failed) {}

  String version() {
    return Shell.run(List.of(program.toString(), "--version"), START_SECONDS).strip();
  }

  Result run(Peer peer, Path script, int clients) {
    String printed =
        Shell.run(
            List.of(
                program.toString(),
                "--host=127.0.0.1",
                "--port=" + peer.port(),
                "--username=" + peer.user(),
                "--no-vacuum",
                "--protocol=" + mode,
                "--file=" + script,
                "--client=" + clients,
                "--jobs=" + Math.min(clients, MAX_THREADS),
                "--time=" + seconds,
                peer.database()),
            seconds + START_SECONDS);
    return new Result(
        Double.parseDouble(find(RATE, printed)), Long.parseLong(find(FAILED, printed)));
  }

  private static String find(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new MegaDbException(
          SqlState.IO_ERROR, "pgbench printed no \"" + pattern + "\": " + printed.strip());
    }
    return matcher.group(1);
  }
}
