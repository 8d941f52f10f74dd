package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a task shows with each call.
 *
 * @param scan node id of the scan that is read; {@link #NONE} for calls that read none
 * @param split number of the split
 */
record QueryTicket(String databaseId, String queryId, String token, int scan, int split) {
  static final int NONE = -1;

  private static final int VERSION = 1;

  static QueryTicket of(GatewayLink link) {
    return new QueryTicket(link.databaseId(), link.queryId(), link.token(), NONE, NONE);
  }

  QueryTicket reading(int newScan, int newSplit) {
    return new QueryTicket(databaseId, queryId, token, newScan, newSplit);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(databaseId);
    out.writeUTF(queryId);
    out.writeUTF(token);
    out.writeInt(scan);
    out.writeInt(split);
  }

  /** Bytes that are no ticket are error 08P01. */
  static QueryTicket decode(byte[] bytes) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION, "ticket of " + bytes.length + " bytes is no query's", e);
    }
  }

  static QueryTicket read(DataInputStream in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("version " + version + ", not " + VERSION);
    }
    return new QueryTicket(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt());
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return queryId + "/" + scan + "/" + split;
  }
}
