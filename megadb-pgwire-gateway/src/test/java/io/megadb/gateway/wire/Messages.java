package io.megadb.gateway.wire;

import java.util.List;

/** The letters of messages, one after another: "TDCZ". */
final class Messages {
  private Messages() {}

  static String types(List<BackendMessage> messages) {
    StringBuilder types = new StringBuilder();
    messages.forEach(message -> types.append(message.type()));
    return types.toString();
  }

  /** The first message of a type. */
  static BackendMessage first(List<BackendMessage> messages, char type) {
    return messages.stream()
        .filter(message -> message.type() == type)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " among " + messages));
  }

  /** Transaction status of the ReadyForQuery at the end. */
  static char status(List<BackendMessage> messages) {
    return (char) messages.get(messages.size() - 1).body()[0];
  }
}
