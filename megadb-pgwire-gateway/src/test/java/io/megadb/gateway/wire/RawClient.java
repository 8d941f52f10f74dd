package io.megadb.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket with names for the protocol's messages. Messages are collected until {@link #flush}, so
 * that several travel together; {@link #bytes} sends anything else.
 */
public final class RawClient implements AutoCloseable {
  /** No answer within this time is a failed test, not a wait without end. */
  private static final int ANSWER_TIMEOUT_MS = 30_000;

  /** Version 3.0. */
  public static final int PROTOCOL = 3 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private int processId;
  private int secretKey;

  private RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(ANSWER_TIMEOUT_MS);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /** A connection on which nothing has been said. */
  public static RawClient open(int port) throws IOException {
    return new RawClient(port);
  }

  /** A connection that is ready for queries. */
  public static RawClient connect(int port) throws IOException {
    RawClient client = open(port);
    client.startup(PROTOCOL, "user", "postgres", "database", "postgres").flush();
    client.readUntil('Z');
    return client;
  }

  /** Startup packet with this version; names and values alternate. */
  public RawClient startup(int version, String... settings) {
    Body body = new Body().int32(version);
    for (String setting : settings) {
      body.string(setting);
    }
    return packet(body.int8(0));
  }

  /** A packet without a type, as before the session starts. */
  public RawClient packet(Body body) {
    byte[] bytes = body.bytes();
    pending.writeBytes(new Body().int32(bytes.length + 4).bytes());
    pending.writeBytes(bytes);
    return this;
  }

  /** A message of any type. */
  public RawClient message(char type, Body body) {
    byte[] bytes = body.bytes();
    pending.write(type);
    pending.writeBytes(new Body().int32(bytes.length + 4).bytes());
    pending.writeBytes(bytes);
    return this;
  }

  /** Bytes as they are. */
  public RawClient bytes(byte... bytes) {
    pending.writeBytes(bytes);
    return this;
  }

  public RawClient query(String sql) {
    return message('Q', new Body().string(sql));
  }

  /** Parse, with the oids of the first parameters. */
  public RawClient parse(String statement, String sql, int... oids) {
    Body body = new Body().string(statement).string(sql).int16(oids.length);
    for (int oid : oids) {
      body.int32(oid);
    }
    return message('P', body);
  }

  /** Bind with values as text; null is NULL. */
  public RawClient bind(String portal, String statement, String... values) {
    Body body = new Body().string(portal).string(statement).int16(0).int16(values.length);
    for (String value : values) {
      if (value == null) {
        body.int32(-1);
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        body.int32(bytes.length).raw(bytes);
      }
    }
    return message('B', body.int16(0));
  }

  public RawClient describePortal(String portal) {
    return message('D', new Body().int8('P').string(portal));
  }

  public RawClient describeStatement(String statement) {
    return message('D', new Body().int8('S').string(statement));
  }

  /** Execute; zero rows means all. */
  public RawClient execute(String portal, int maxRows) {
    return message('E', new Body().string(portal).int32(maxRows));
  }

  public RawClient sync() {
    return message('S', new Body());
  }

  /** Sends what was collected. */
  public RawClient flush() throws IOException {
    out.write(pending.toByteArray());
    out.flush();
    pending.reset();
    return this;
  }

  /** Bytes of answers that have come and were not read. */
  public int available() throws IOException {
    return in.available();
  }

  /** The single byte that answers an SSL or GSS probe. */
  public char readByte() throws IOException {
    return (char) in.readUnsignedByte();
  }

  /**
   * The next message.
   *
   * @throws EOFException if the server has closed the connection
   */
  public BackendMessage read() throws IOException {
    char type = (char) in.readUnsignedByte();
    byte[] body = new byte[in.readInt() - 4];
    in.readFully(body);
    if (type == 'K') {
      java.nio.ByteBuffer key = java.nio.ByteBuffer.wrap(body);
      processId = key.getInt();
      secretKey = key.getInt();
    }
    return new BackendMessage(type, body);
  }

  /** Messages up to and with the first of this type. */
  public List<BackendMessage> readUntil(char type) throws IOException {
    List<BackendMessage> messages = new ArrayList<>();
    do {
      messages.add(read());
    } while (messages.get(messages.size() - 1).type() != type);
    return messages;
  }

  /** Sends, then reads up to ReadyForQuery. */
  public List<BackendMessage> exchange() throws IOException {
    flush();
    return readUntil('Z');
  }

  /** Reads to the end of the connection; a reset by the server is an end too. */
  public List<BackendMessage> readToEnd() throws IOException {
    List<BackendMessage> messages = new ArrayList<>();
    try {
      for (; ; ) {
        messages.add(read());
      }
    } catch (EOFException | java.net.SocketException end) {
      return messages;
    }
  }

  /** Says that nothing more will be sent. */
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Asks on a connection of its own that this session's statement stop. */
  public void cancel() throws IOException {
    cancel(socket.getPort(), processId, secretKey);
  }

  /**
   * Asks that a session's statement stop, and waits until the server has closed that connection.
   */
  public static void cancel(int port, int processId, int secretKey) throws IOException {
    try (RawClient client = open(port)) {
      client.packet(new Body().int32(1234 << 16 | 5678).int32(processId).int32(secretKey)).flush();
      client.readToEnd();
    }
  }

  public int processId() {
    return processId;
  }

  public int secretKey() {
    return secretKey;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Bytes of a message in the making, in network order. */
  public static final class Body {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Body int8(int value) {
      bytes.write(value);
      return this;
    }

    public Body int16(int value) {
      bytes.write(value >> 8);
      bytes.write(value);
      return this;
    }

    public Body int32(int value) {
      return int16(value >> 16).int16(value);
    }

    /** UTF-8 and a zero byte. */
    public Body string(String value) {
      return raw(value.getBytes(StandardCharsets.UTF_8)).int8(0);
    }

    public Body raw(byte... value) {
      bytes.writeBytes(value);
      return this;
    }

    public byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
