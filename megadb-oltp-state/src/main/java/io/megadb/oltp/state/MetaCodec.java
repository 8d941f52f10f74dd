package io.megadb.oltp.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link StateMeta} as bytes, with a leading version byte. */
final class MetaCodec {
  private static final byte VERSION = 1;

  private MetaCodec() {}

  static byte[] encode(StateMeta meta) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeLong(meta.appliedLsn());
    out.writeLong(meta.lastTransactionId());
    out.writeInt(meta.rowCounts().size());
    for (Map.Entry<Integer, Long> count : meta.rowCounts().entrySet()) {
      out.writeInt(count.getKey());
      out.writeLong(count.getValue());
    }
    out.writeInt(meta.truncations().size());
    for (Map.Entry<Integer, List<Long>> truncation : meta.truncations().entrySet()) {
      out.writeInt(truncation.getKey());
      out.writeInt(truncation.getValue().size());
      for (long lsn : truncation.getValue()) {
        out.writeLong(lsn);
      }
    }
    return bytes.toByteArray();
  }

  static StateMeta decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("state meta has version " + version + ", this build reads " + VERSION);
    }
    long appliedLsn = in.readLong();
    long lastTransactionId = in.readLong();
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      counts.put(in.readInt(), in.readLong());
    }
    Map<Integer, List<Long>> truncations = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      int tableId = in.readInt();
      List<Long> lsns = new ArrayList<>();
      for (int k = in.readInt(); k > 0; k--) {
        lsns.add(in.readLong());
      }
      truncations.put(tableId, lsns);
    }
    return new StateMeta(appliedLsn, lastTransactionId, counts, truncations);
  }
}
