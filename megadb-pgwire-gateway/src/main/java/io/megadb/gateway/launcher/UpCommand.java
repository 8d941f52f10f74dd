package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.server.ServerOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts a server on an empty or existing data directory and keeps it up. */
final class UpCommand {
  private static final String HELP =
      """
      Usage: megadb up --data DIR [OPTION...]

        --data DIR             directory of the database; created if it does not exist
        --port P               PostgreSQL port, 0 for any free one (default 5432)
        --ui-port U            port of Flink's web UI, 0 for any free one (default 8081)
        --copy-directory DIR   let COPY read and write server files below DIR (default: none)
        --help                 this text

      Prints one line with "ready" when clients can connect; Ctrl-C or SIGTERM ends it.""";

  private final PrintStream out;

  UpCommand(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments,
            Set.of("data", "port", "ui-port", "flink", "copy-directory"),
            Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    options.refuseOperands();
    if (!options.has("data")) {
      throw new UsageException("up needs --data DIR, the directory of the database");
    }
    if (options.has("flink")) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "feature not supported: jobs on another Flink cluster (--flink)");
    }
    Path data = Path.of(options.get("data", ""));
    int port = Ports.exactly(options.integer("port", 5432, 0, 65535), "PostgreSQL port", "--port");
    int uiPort =
        Ports.exactly(options.integer("ui-port", 8081, 0, 65535), "web UI port", "--ui-port");
    DataFolder.prepare(data);
    String copyDirectory = options.get("copy-directory", null);
    Logs.writeTo(data.resolve("log"));
    out.println(MemorySplit.describe());
    return ServerLife.run(
        new ServerOptions(
            data,
            port,
            uiPort,
            null,
            copyDirectory == null ? null : Path.of(copyDirectory),
            Map.of()),
        running -> {
          // Flink starts in the background; nobody needs to wait for its pages.
          out.println(
              "MegaDB is ready: psql postgresql://megadb@localhost:"
                  + running.port()
                  + "/megadb, web UI http://localhost:"
                  + uiPort);
          return true;
        },
        out);
  }
}
