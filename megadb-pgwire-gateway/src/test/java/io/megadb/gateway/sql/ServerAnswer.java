package io.megadb.gateway.sql;

import io.megadb.gateway.wire.BackendMessage;
import io.megadb.gateway.wire.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a server makes of a text of statements.
 *
 * @param types of the columns of all results, as oids
 * @param rows of all results, each as its values' texts
 * @param tags of the statements that were done
 * @param sqlState of the error, null if there was none
 */
record ServerAnswer(List<Integer> types, List<String> rows, List<String> tags, String sqlState) {

  /** Asks; rows are sorted unless they have an order. */
  static ServerAnswer ask(RawClient client, String sql, boolean ordered) throws IOException {
    List<Integer> types = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    String state = null;
    client.query(sql).flush();
    for (BackendMessage message : client.readUntil('Z')) {
      switch (message.type()) {
        case 'T' -> types.addAll(message.typeOids());
        case 'D' -> rows.add(message.values().toString());
        case 'C' -> tags.add(message.text());
        case 'E' -> state = message.sqlState();
        default -> {
          // notices and the like
        }
      }
    }
    if (!ordered) {
      Collections.sort(rows);
    }
    return state == null
        ? new ServerAnswer(types, rows, tags, null)
        : new ServerAnswer(List.of(), List.of(), tags, state);
  }

  @Override
  public String toString() {
    return sqlState != null
        ? "error " + sqlState
        : tags + " " + types + " " + rows.size() + " rows: " + rows;
  }
}
