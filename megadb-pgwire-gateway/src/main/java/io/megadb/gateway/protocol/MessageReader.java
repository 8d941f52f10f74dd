package io.megadb.gateway.protocol;

import io.megadb.error.SqlState;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes the body of one message; every length is checked against the body. */
public final class MessageReader {
  private static final int PROTOCOL_3 = 3;
  private static final int CANCEL_REQUEST = 80877102;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private MessageReader() {}

  /**
   * Decodes a packet before authentication.
   *
   * @param body without its length
   */
  public static FrontendMessage startup(ByteBuf body) {
    require(body, 4);
    int code = body.readInt();
    switch (code) {
      case SSL_REQUEST -> {
        return new FrontendMessage.SslRequest();
      }
      case GSS_REQUEST -> {
        return new FrontendMessage.GssRequest();
      }
      case CANCEL_REQUEST -> {
        require(body, 8);
        return new FrontendMessage.CancelRequest(body.readInt(), body.readInt());
      }
      default -> {
        // the protocol's version
      }
    }
    if (code >>> 16 != PROTOCOL_3) {
      throw new ProtocolViolation(
          SqlState.FEATURE_NOT_SUPPORTED,
          "unsupported frontend protocol "
              + (code >>> 16)
              + "."
              + (code & 0xffff)
              + ": server supports 3.0");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    while (body.isReadable()) {
      String name = string(body);
      if (name.isEmpty()) {
        break;
      }
      parameters.put(name, string(body));
    }
    return new FrontendMessage.Startup(code & 0xffff, parameters);
  }

  /** Decodes a message of a running session. */
  public static FrontendMessage message(byte type, ByteBuf body) {
    FrontendMessage message =
        switch (type) {
          case 'Q' -> new FrontendMessage.Query(string(body, true));
          case 'P' -> parse(body);
          case 'B' -> bind(body);
          case 'D' -> new FrontendMessage.Describe(isPortal(body), string(body));
          case 'E' -> {
            String portal = string(body);
            require(body, 4);
            yield new FrontendMessage.Execute(portal, body.readInt());
          }
          case 'C' -> new FrontendMessage.Close(isPortal(body), string(body));
          case 'S' -> new FrontendMessage.Sync();
          case 'H' -> new FrontendMessage.Flush();
          case 'd' -> new FrontendMessage.CopyData(rest(body));
          case 'c' -> new FrontendMessage.CopyDone();
          case 'f' -> new FrontendMessage.CopyFail(string(body));
          case 'p' -> new FrontendMessage.Password(rest(body));
          case 'F' -> {
            body.skipBytes(body.readableBytes());
            yield new FrontendMessage.FunctionCall();
          }
          case 'X' -> new FrontendMessage.Terminate();
          default -> throw new ProtocolViolation("invalid frontend message type " + type);
        };
    if (body.isReadable()) {
      throw new ProtocolViolation("invalid message format");
    }
    return message;
  }

  private static FrontendMessage parse(ByteBuf body) {
    String name = string(body);
    String sql = string(body);
    require(body, 2);
    int count = body.readUnsignedShort();
    require(body, 4 * count);
    List<Integer> oids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      oids.add(body.readInt());
    }
    return new FrontendMessage.Parse(name, sql, oids);
  }

  private static FrontendMessage bind(ByteBuf body) {
    String portal = string(body);
    String statement = string(body);
    short[] parameterFormats = formats(body);
    require(body, 2);
    byte[][] parameters = new byte[body.readUnsignedShort()][];
    if (parameterFormats.length > 1 && parameterFormats.length != parameters.length) {
      throw new ProtocolViolation(
          "bind message has "
              + parameterFormats.length
              + " parameter formats but "
              + parameters.length
              + " parameters");
    }
    for (int i = 0; i < parameters.length; i++) {
      require(body, 4);
      int length = body.readInt();
      if (length >= 0) {
        require(body, length);
        parameters[i] = new byte[length];
        body.readBytes(parameters[i]);
      } else if (length != -1) {
        throw new ProtocolViolation("invalid parameter length " + length + " in bind message");
      }
    }
    return new FrontendMessage.Bind(portal, statement, parameterFormats, parameters, formats(body));
  }

  private static short[] formats(ByteBuf body) {
    require(body, 2);
    short[] formats = new short[body.readUnsignedShort()];
    require(body, 2 * formats.length);
    for (int i = 0; i < formats.length; i++) {
      formats[i] = body.readShort();
      if (formats[i] != 0 && formats[i] != 1) {
        throw new ProtocolViolation("unsupported format code: " + formats[i]);
      }
    }
    return formats;
  }

  private static boolean isPortal(ByteBuf body) {
    require(body, 1);
    byte kind = body.readByte();
    if (kind != 'P' && kind != 'S') {
      throw new ProtocolViolation("invalid message subtype " + kind);
    }
    return kind == 'P';
  }

  private static byte[] rest(ByteBuf body) {
    byte[] bytes = new byte[body.readableBytes()];
    body.readBytes(bytes);
    return bytes;
  }

  private static String string(ByteBuf body) {
    return string(body, false);
  }

  private static String string(ByteBuf body, boolean inQuery) {
    int length = body.bytesBefore((byte) 0);
    if (length < 0) {
      throw new ProtocolViolation("invalid string in message");
    }
    ByteBuffer bytes = body.nioBuffer(body.readerIndex(), length);
    body.skipBytes(length + 1);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidEncoding(inQuery);
    }
  }

  private static void require(ByteBuf body, int bytes) {
    if (body.readableBytes() < bytes) {
      throw new ProtocolViolation("insufficient data left in message");
    }
  }
}
