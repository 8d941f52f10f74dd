package io.megadb.gateway.launcher;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends the process's log to files that rotate within a bound; nothing goes to the console. */
final class Logs {
  private Logs() {}

  /** Starts logging below this directory; to be called before anything logs. */
  static void writeTo(Path directory) {
    System.setProperty("megadb.log.directory", directory.toString());
    Configurator.initialize(
        "megadb", Logs.class.getClassLoader().getResource("log4j2-server.xml").toString());
  }
}
