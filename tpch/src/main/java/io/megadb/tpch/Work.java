package io.megadb.tpch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the clients of a {@link Workload} got done. */
record Work(List<Client> clients) {
  /** Letters of the columns, as on the lines of {@link DuckDbProcess}. */
  static final String KINDS = "nnnt";

  /**
   * One client's.
   *
   * @param completed queries whose rows were all read
   * @param nanos from its first query's beginning to its last one's end
   * @param failure what the first query that failed said; null if none did
   */
  record Client(long completed, long failed, long nanos, String failure) {
    List<String> row() {
      String line = failure == null ? null : failure.replaceAll("\\s+", " ");
      return Arrays.asList(
          String.valueOf(completed), String.valueOf(failed), String.valueOf(nanos), line);
    }
  }

  /** From a row a client. */
  static Work of(List<List<String>> rows) {
    List<Client> clients = new ArrayList<>();
    for (List<String> row : rows) {
      clients.add(
          new Client(
              Long.parseLong(row.get(0)),
              Long.parseLong(row.get(1)),
              Long.parseLong(row.get(2)),
              row.get(3)));
    }
    return new Work(clients);
  }

  /** Of all clients together; each one's by its own time, for they do not end at once. */
  double queriesPerSecond() {
    return clients.stream()
        .mapToDouble(client -> client.nanos() == 0 ? 0 : client.completed() * 1e9 / client.nanos())
        .sum();
  }

  long completed() {
    return clients.stream().mapToLong(Client::completed).sum();
  }

  long failed() {
    return clients.stream().mapToLong(Client::failed).sum();
  }

  /** Null if none failed. */
  String firstFailure() {
    return clients.stream().map(Client::failure).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
