package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Errors as bytes that fit into the header of an answer. Stateless. */
final class ErrorCodec {
  /** gRPC refuses headers of more than 8 KiB; a character may take four bytes. */
  private static final int MAX_CHARACTERS = 600;

  private ErrorCodec() {}

  static byte[] encode(MegaDbException error) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(error.state().name());
      text(error.getMessage(), out);
      text(error.detail(), out);
      text(error.hint(), out);
      out.writeInt(error.position());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      boolean fits = text.length() <= MAX_CHARACTERS;
      out.writeUTF(fits ? text : text.substring(0, MAX_CHARACTERS) + "…");
    }
  }

  static MegaDbException decode(byte[] bytes) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      SqlState state = SqlState.valueOf(in.readUTF());
      MegaDbException error = new MegaDbException(state, text(in));
      return error.withDetail(text(in)).withHint(text(in)).withPosition(in.readInt());
    } catch (IOException | IllegalArgumentException e) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION, "error of " + bytes.length + " bytes cannot be read", e);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
