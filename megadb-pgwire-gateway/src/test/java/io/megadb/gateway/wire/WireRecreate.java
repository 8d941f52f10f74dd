package io.megadb.gateway.wire;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what PostgreSQL 15 answers into the {@link WireScript}s named. */
public final class WireRecreate {
  private WireRecreate() {}

  /** Arguments are paths of files. */
  public static void main(String[] paths) throws IOException {
    try (TemporaryPostgres postgres = TemporaryPostgres.start()) {
      for (String path : paths) {
        Path file = Path.of(path);
        try (RawClient client = RawClient.connect(postgres.port())) {
          List<WireScript.Exchange> answered = new ArrayList<>();
          for (WireScript.Exchange exchange : WireScript.read(file).exchanges()) {
            answered.add(
                new WireScript.Exchange(
                    exchange.line(), exchange.comment(), exchange.sent(), exchange.run(client)));
          }
          Files.writeString(file, new WireScript(answered).render());
        }
      }
    }
  }
}
