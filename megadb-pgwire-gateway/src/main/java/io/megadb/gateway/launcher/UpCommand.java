package io.megadb.gateway.launcher;

import io.megadb.gateway.cluster.RemoteFlink;
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
        --slots N              task slots of the Flink cluster in this process (default two per core);
                               a job takes as many as megadb.parallelism, else one per core
        --copy-directory DIR   let COPY read and write server files below DIR (default: none)
        --flink URL            run jobs on this Flink session cluster, as http://HOST:PORT, whose
                               class path has MegaDB's runtime jars (default: one in this process)
        --flight-host H        address by which its tasks reach this server (default 127.0.0.1)
        --flight-port P        port for that, 0 for any free one (default 0)
        --flight-certificate FILE, --flight-key FILE
                               PEM files; needed when H is not a loopback address
        --help                 this text

      Takes the memory of the machine or container, or what MEGADB_MEMORY says, as 3g.
      Prints one line with "ready" when clients can connect; Ctrl-C or SIGTERM ends it.""";

  private final PrintStream out;

  UpCommand(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments,
            Set.of(
                "data",
                "port",
                "ui-port",
                "slots",
                "copy-directory",
                "flink",
                "flight-host",
                "flight-port",
                "flight-certificate",
                "flight-key"),
            Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    options.refuseOperands();
    if (!options.has("data")) {
      throw new UsageException("up needs --data DIR, the directory of the database");
    }
    RemoteFlink flink = FlinkOptions.of(options);
    int slots = FlinkOptions.slots(options);
    Path data = Path.of(options.get("data", ""));
    int port = Ports.exactly(options.integer("port", 5432, 0, 65535), "PostgreSQL port", "--port");
    int uiPort =
        flink != null
            ? 0
            : Ports.exactly(options.integer("ui-port", 8081, 0, 65535), "web UI port", "--ui-port");
    String webUi = flink == null ? "http://localhost:" + uiPort : flink.url().toString();
    DataFolder.prepare(data);
    String copyDirectory = options.get("copy-directory", null);
    Logs.writeTo(data.resolve("log"));
    out.println(MemorySplit.describe());
    return ServerLife.run(
        new ServerOptions(
            data,
            port,
            uiPort,
            slots,
            flink,
            copyDirectory == null ? null : Path.of(copyDirectory),
            Map.of()),
        running -> {
          // Flink starts in the background; nobody needs to wait for its pages.
          out.println(
              "MegaDB is ready: psql postgresql://megadb@localhost:"
                  + running.port()
                  + "/megadb, web UI "
                  + webUi);
          return true;
        },
        out);
  }
}
