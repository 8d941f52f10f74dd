package io.megadb.gateway.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a client says and what PostgreSQL 15 answers, message by message, in a file:
 *
 * <pre>
 * # a comment
 * Parse s1 SELECT $1::int4 AS a      names: - is the unnamed one
 * Bind - s1 7                        values up to the next space
 * DescribeStatement s1 · DescribePortal -
 * Execute - 0                        at most so many rows
 * Sync
 * CopyData 1\tx\n                    with Java's escapes
 * CopyRows 5 2                       lines 5\t1 and 6\t1
 * CopyDone
 * -> 1                               a line for each message of the answer
 * -> 2
 *
 * Query SELECT 1                     a message a line, too; the exchange ends at ReadyForQuery
 * -> T[?column? 23 4 -1]             name, type's oid, its length, its modifier
 * -> D[1]
 * -> C[SELECT 1]
 * -> Z[I]
 * </pre>
 *
 * Errors and notices have SQLSTATE, message, detail, hint, position and context. One connection is
 * used for the whole file.
 */
record WireScript(List<Exchange> exchanges) {
  private static final String ANSWER = "-> ";

  /**
   * @param line of the file
   * @param comment lines before the first message
   */
  record Exchange(int line, List<String> comment, List<String> sent, List<String> answers) {
    /** Sends the messages and reads up to ReadyForQuery. */
    List<String> run(RawClient client) throws IOException {
      sent.forEach(message -> add(client, message));
      List<String> heard = new ArrayList<>();
      for (BackendMessage message : client.exchange()) {
        heard.add(described(message));
      }
      return heard;
    }
  }

  static WireScript read(Path file) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    Exchange current = null;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        current = null;
        continue;
      }
      if (current == null) {
        current = new Exchange(i + 1, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        exchanges.add(current);
      }
      if (line.startsWith("#")) {
        current.comment.add(line);
      } else if (line.startsWith(ANSWER)) {
        current.answers.add(line.substring(ANSWER.length()));
      } else {
        current.sent.add(line);
      }
    }
    return new WireScript(exchanges);
  }

  /** The file's text. */
  String render() {
    StringBuilder text = new StringBuilder();
    for (Exchange exchange : exchanges) {
      text.append(text.isEmpty() ? "" : "\n");
      exchange.comment.forEach(line -> text.append(line).append('\n'));
      exchange.sent.forEach(line -> text.append(line).append('\n'));
      exchange.answers.forEach(line -> text.append(ANSWER).append(line).append('\n'));
    }
    return text.toString();
  }

  private static void add(RawClient client, String message) {
    String kind = message.split(" ", 2)[0];
    String rest = message.length() == kind.length() ? "" : message.substring(kind.length() + 1);
    String[] words = rest.split(" ", -1);
    switch (kind) {
      case "Query" -> client.query(rest);
      case "Parse" -> client.parse(name(words[0]), rest.substring(words[0].length()).strip());
      case "Bind" ->
          client.bind(name(words[0]), name(words[1]), Arrays.copyOfRange(words, 2, words.length));
      case "DescribeStatement" -> client.describeStatement(name(words[0]));
      case "DescribePortal" -> client.describePortal(name(words[0]));
      case "Execute" -> client.execute(name(words[0]), Integer.parseInt(words[1]));
      case "Sync" -> client.sync();
      case "CopyData" ->
          client.message('d', new RawClient.Body().raw(utf8(rest.translateEscapes())));
      case "CopyRows" ->
          client.message('d', new RawClient.Body().raw(utf8(rows(words[0], words[1]))));
      case "CopyDone" -> client.message('c', new RawClient.Body());
      default -> throw new IllegalArgumentException("no message: " + message);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String rows(String first, String count) {
    StringBuilder rows = new StringBuilder();
    int from = Integer.parseInt(first);
    for (int i = from; i < from + Integer.parseInt(count); i++) {
      rows.append(i).append("\t1\n");
    }
    return rows.toString();
  }

  private static String name(String word) {
    return word.equals("-") ? "" : word;
  }

  private static String described(BackendMessage message) {
    return switch (message.type()) {
      case 'E', 'N' -> message.type() + "[" + told(message.fields()) + "]";
      case 'T' -> "T" + columns(message.body());
      case 't' -> "t" + oids(message.body());
      case 'S' ->
          "S[" + new String(message.body(), StandardCharsets.UTF_8).replace('\0', ' ') + "]";
      default -> message.toString();
    };
  }

  private static String told(Map<Character, String> fields) {
    StringBuilder told = new StringBuilder();
    for (char field : "CMDHPW".toCharArray()) {
      if (fields.containsKey(field)) {
        told.append(told.isEmpty() ? "" : ", ").append(field).append('=');
        told.append(fields.get(field).replace("\n", "\\n").replace("\t", "\\t"));
      }
    }
    return told.toString();
  }

  private static List<String> columns(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    int count = in.getShort();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder column = new StringBuilder();
      for (byte next = in.get(); next != 0; next = in.get()) {
        column.append((char) next);
      }
      in.getInt(); // the table's oid
      in.getShort();
      column.append(' ').append(in.getInt());
      column.append(' ').append(in.getShort());
      column.append(' ').append(in.getInt());
      in.getShort();
      columns.add(column.toString());
    }
    return columns;
  }

  private static List<Integer> oids(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    int count = in.getShort();
    List<Integer> oids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      oids.add(in.getInt());
    }
    return oids;
  }
}
