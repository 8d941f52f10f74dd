package io.megadb.gateway.server;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a query in PostgreSQL's protocol and reads nothing until told to. */
final class StalledClient implements AutoCloseable {
  private static final int PROTOCOL_3_0 = 196_608;

  private final Socket socket;
  private final DataInputStream in;

  private StalledClient(int port) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(1 << 16);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 12));
  }

  static StalledClient ask(int port, String sql) throws IOException {
    StalledClient client = new StalledClient(port);
    DataOutputStream out = new DataOutputStream(client.socket.getOutputStream());
    byte[] startup = "user\0megadb\0database\0megadb\0\0".getBytes(StandardCharsets.UTF_8);
    out.writeInt(startup.length + 8);
    out.writeInt(PROTOCOL_3_0);
    out.write(startup);
    client.skipTo('Z');
    ByteArrayOutputStream query = new ByteArrayOutputStream();
    query.writeBytes(sql.getBytes(StandardCharsets.UTF_8));
    query.write(0);
    out.writeByte('Q');
    out.writeInt(query.size() + 4);
    query.writeTo(out);
    return client;
  }

  /** Waits until rows have come and no more follow, since this end takes none. */
  void awaitStall() {
    AtomicInteger last = new AtomicInteger(-1);
    await()
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(500, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              int available = socket.getInputStream().available();
              return available > 0 && last.getAndSet(available) == available;
            });
  }

  /** Reads up to ReadyForQuery; the number of bytes. */
  long drain() throws IOException {
    return skipTo('Z');
  }

  private long skipTo(char type) throws IOException {
    long bytes = 0;
    for (; ; ) {
      int next = in.readUnsignedByte();
      int length = in.readInt() - 4;
      in.skipNBytes(length);
      bytes += length + 5L;
      if (next == 'E') {
        throw new IOException("the server answers with an error");
      }
      if (next == type) {
        return bytes;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
