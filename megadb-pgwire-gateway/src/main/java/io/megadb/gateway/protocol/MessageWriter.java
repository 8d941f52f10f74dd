package io.megadb.gateway.protocol;

import io.megadb.error.MegaDbException;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes the server's messages into a buffer. */
public final class MessageWriter {
  /** Severity of an error or notice. */
  public enum Severity {
    ERROR,
    FATAL,
    WARNING,
    NOTICE
  }

  private MessageWriter() {}

  /** Starts a message; returns where its length belongs. */
  public static int begin(ByteBuf out, char type) {
    out.writeByte(type);
    int start = out.writerIndex();
    out.writeInt(0);
    return start;
  }

  /** Ends the message begun at {@code start}. */
  public static void end(ByteBuf out, int start) {
    out.setInt(start, out.writerIndex() - start);
  }

  private static void empty(ByteBuf out, char type) {
    out.writeByte(type).writeInt(4);
  }

  public static void authenticationOk(ByteBuf out) {
    int start = begin(out, 'R');
    out.writeInt(0);
    end(out, start);
  }

  public static void parameterStatus(ByteBuf out, String name, String value) {
    int start = begin(out, 'S');
    string(out, name);
    string(out, value);
    end(out, start);
  }

  public static void backendKeyData(ByteBuf out, int processId, int secretKey) {
    int start = begin(out, 'K');
    out.writeInt(processId).writeInt(secretKey);
    end(out, start);
  }

  /** Tells a client of a newer minor version, or with options we do not know, what we speak. */
  public static void negotiateProtocolVersion(ByteBuf out, List<String> unknownOptions) {
    int start = begin(out, 'v');
    out.writeInt(3 << 16).writeInt(unknownOptions.size());
    unknownOptions.forEach(option -> string(out, option));
    end(out, start);
  }

  /**
   * @param status I idle, T in a transaction, E in a failed one
   */
  public static void readyForQuery(ByteBuf out, char status) {
    int start = begin(out, 'Z');
    out.writeByte(status);
    end(out, start);
  }

  public static void commandComplete(ByteBuf out, String tag) {
    int start = begin(out, 'C');
    string(out, tag);
    end(out, start);
  }

  public static void emptyQuery(ByteBuf out) {
    empty(out, 'I');
  }

  public static void parseComplete(ByteBuf out) {
    empty(out, '1');
  }

  public static void bindComplete(ByteBuf out) {
    empty(out, '2');
  }

  public static void closeComplete(ByteBuf out) {
    empty(out, '3');
  }

  public static void noData(ByteBuf out) {
    empty(out, 'n');
  }

  public static void portalSuspended(ByteBuf out) {
    empty(out, 's');
  }

  public static void copyDone(ByteBuf out) {
    empty(out, 'c');
  }

  /**
   * @param in true: the client is to send; false: the server sends
   */
  public static void copyResponse(ByteBuf out, boolean in, int columns) {
    int start = begin(out, in ? 'G' : 'H');
    out.writeByte(0).writeShort(columns);
    for (int i = 0; i < columns; i++) {
      out.writeShort(0);
    }
    end(out, start);
  }

  public static void parameterDescription(ByteBuf out, List<PgType> types) {
    int start = begin(out, 't');
    out.writeShort(types.size());
    types.forEach(type -> out.writeInt(type.oid()));
    end(out, start);
  }

  /**
   * @param formats 0 text, 1 binary, one a column
   */
  public static void rowDescription(ByteBuf out, List<OutputColumn> columns, short[] formats) {
    int start = begin(out, 'T');
    out.writeShort(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      OutputColumn column = columns.get(i);
      string(out, column.name());
      out.writeInt(column.tableOid()).writeShort(column.attnum());
      out.writeInt(column.type().oid()).writeShort(column.type().base().length());
      out.writeInt(column.type().typmod()).writeShort(formats[i]);
    }
    end(out, start);
  }

  public static void error(ByteBuf out, Severity severity, MegaDbException error) {
    int start = begin(out, severity == Severity.ERROR || severity == Severity.FATAL ? 'E' : 'N');
    field(out, 'S', severity.name());
    field(out, 'V', severity.name());
    field(out, 'C', error.state().code());
    field(out, 'M', error.getMessage());
    field(out, 'D', error.detail());
    field(out, 'H', error.hint());
    if (error.position() > 0) {
      field(out, 'P', Integer.toString(error.position()));
    }
    field(out, 'W', error.context());
    out.writeByte(0);
    end(out, start);
  }

  private static void field(ByteBuf out, char type, String value) {
    if (value != null) {
      out.writeByte(type);
      string(out, value);
    }
  }

  private static void string(ByteBuf out, String value) {
    out.writeCharSequence(value.replace('\0', ' '), StandardCharsets.UTF_8);
    out.writeByte(0);
  }
}
