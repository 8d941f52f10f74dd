package io.megadb.gateway.sql;

import io.megadb.gateway.wire.BackendMessage;
import io.megadb.gateway.wire.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server makes of one expression.
 *
 * @param typeOid of the result; 0 after an error
 * @param text the value, null for NULL
 * @param sqlState null if there was no error
 */
record ExpressionAnswer(int typeOid, String text, String sqlState) {

  /** Evaluates each expression in a transaction of its own; all travel together. */
  static List<ExpressionAnswer> ask(RawClient client, List<String> expressions) throws IOException {
    for (String expression : expressions) {
      client
          .parse("", "SELECT " + expression)
          .bind("", "")
          .describePortal("")
          .execute("", 0)
          .sync();
    }
    client.flush();
    List<ExpressionAnswer> answers = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      int oid = 0;
      String text = null;
      String state = null;
      for (BackendMessage message : client.readUntil('Z')) {
        switch (message.type()) {
          case 'T' -> oid = message.typeOids().get(0);
          case 'D' -> text = message.values().get(0);
          case 'E' -> state = message.sqlState();
          default -> {
            // the other messages say nothing about the value
          }
        }
      }
      answers.add(
          state == null
              ? new ExpressionAnswer(oid, text, null)
              : new ExpressionAnswer(0, null, state));
    }
    return answers;
  }

  @Override
  public String toString() {
    return sqlState == null ? "<" + text + "> of type " + typeOid : "error " + sqlState;
  }
}
