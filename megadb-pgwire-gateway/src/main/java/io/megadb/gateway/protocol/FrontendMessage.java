package io.megadb.gateway.protocol;

import java.util.List;
import java.util.Map;

/** What a client sends. */
@SuppressWarnings("ArrayRecordComponent") // a message is read once, by one thread
public sealed interface FrontendMessage {
  /** Asks for TLS (one byte answer). */
  record SslRequest() implements FrontendMessage {}

  /** Asks for GSS encryption (one byte answer). */
  record GssRequest() implements FrontendMessage {}

  /** Asks, on a connection of its own, to cancel what another one runs. */
  record CancelRequest(int processId, int secretKey) implements FrontendMessage {}

  /**
   * Opens a session.
   *
   * @param minorVersion of protocol 3
   * @param parameters user, database, options and settings, in the order sent
   */
  record Startup(int minorVersion, Map<String, String> parameters) implements FrontendMessage {}

  /** One or more statements as text. */
  record Query(String sql) implements FrontendMessage {}

  /**
   * Prepares one statement.
   *
   * @param parameterOids 0 or absent: to be inferred
   */
  record Parse(String name, String sql, List<Integer> parameterOids) implements FrontendMessage {}

  /**
   * Gives a prepared statement its parameters.
   *
   * @param parameterFormats none: all text; one: for all; else one each
   * @param parameters bytes as sent; null elements are SQL null
   * @param resultFormats as {@code parameterFormats}
   */
  record Bind(
      String portal,
      String statement,
      short[] parameterFormats,
      byte[][] parameters,
      short[] resultFormats)
      implements FrontendMessage {}

  /** Asks for the parameters and columns of a statement, or the columns of a portal. */
  record Describe(boolean portal, String name) implements FrontendMessage {}

  /**
   * Runs a portal.
   *
   * @param maxRows 0 for all
   */
  record Execute(String portal, int maxRows) implements FrontendMessage {}

  record Close(boolean portal, String name) implements FrontendMessage {}

  record Sync() implements FrontendMessage {}

  record Flush() implements FrontendMessage {}

  record CopyData(byte[] data) implements FrontendMessage {}

  record CopyDone() implements FrontendMessage {}

  record CopyFail(String reason) implements FrontendMessage {}

  /** Password or SASL answer; the bytes mean what the server asked for. */
  record Password(byte[] data) implements FrontendMessage {}

  /** The old function call interface; answered with 0A000. */
  record FunctionCall() implements FrontendMessage {}

  record Terminate() implements FrontendMessage {}
}
