package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.flink.flight.FlightGatewayOptions;
import io.megadb.gateway.cluster.RemoteFlink;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The options that name a Flink cluster in other processes. */
final class FlinkOptions {
  /** More need more network buffers than the embedded cluster has. */
  private static final int MAX_SLOTS = 256;

  private FlinkOptions() {}

  /** The cluster that is named, or null for the embedded one. */
  static RemoteFlink of(Options options) {
    if (!options.has("flink")) {
      for (String name : new String[] {"host", "port", "certificate", "key"}) {
        if (options.has("flight-" + name)) {
          throw new UsageException("option --flight-" + name + " needs --flink");
        }
      }
      return null;
    }
    if (options.has("flight-certificate") != options.has("flight-key")) {
      throw new UsageException("--flight-certificate and --flight-key go together");
    }
    return new RemoteFlink(
        url(options.get("flink", "")),
        new FlightGatewayOptions(
            options.get("flight-host", "127.0.0.1"),
            options.integer("flight-port", 0, 0, 65535),
            file(options, "flight-certificate"),
            file(options, "flight-key")));
  }

  /** Task slots of the embedded cluster; 0 if none are asked for. */
  static int slots(Options options) {
    if (options.has("slots") && options.has("flink")) {
      throw new UsageException(
          "option --slots is for the cluster in this process, not for --flink");
    }
    return options.has("slots") ? options.integer("slots", 0, 1, MAX_SLOTS) : 0;
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new UsageException("option --flink is '" + text + "', expected http://HOST:PORT");
    }
  }

  private static String file(Options options, String name) {
    if (!options.has(name)) {
      return "";
    }
    try {
      return Files.readString(Path.of(options.get(name, "")));
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FILE, "cannot read file of --" + name + ": " + e.getMessage(), e);
    }
  }
}
