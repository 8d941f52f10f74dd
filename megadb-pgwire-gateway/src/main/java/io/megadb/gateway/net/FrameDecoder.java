package io.megadb.gateway.net;

import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.InvalidEncoding;
import io.megadb.gateway.protocol.MessageReader;
import io.megadb.gateway.protocol.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the byte stream into messages.
 *
 * <pre>
 *   startup packets: length(4) body          until a Startup or CancelRequest has come
 *   messages:        type(1) length(4) body  from then on
 * </pre>
 */
final class FrameDecoder extends ByteToMessageDecoder {
  /** PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
  private static final int STARTUP_MAX = 10_000;

  /** PostgreSQL's PQ_SMALL_MESSAGE_LIMIT, for messages that only carry names and numbers. */
  private static final int SMALL_MAX = 10_000;

  private final int messageMaxBytes;
  private boolean started;
  private boolean broken;

  /**
   * @param messageMaxBytes longest Query, Parse, Bind or CopyData accepted
   */
  FrameDecoder(int messageMaxBytes) {
    this.messageMaxBytes = messageMaxBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      FrontendMessage message = started ? message(in) : startup(in);
      if (message != null) {
        out.add(message);
      }
    } catch (ProtocolViolation violation) {
      broken = true;
      in.skipBytes(in.readableBytes());
      out.add(violation);
    } catch (InvalidEncoding invalid) {
      out.add(invalid);
    }
  }

  private FrontendMessage startup(ByteBuf in) {
    if (in.readableBytes() < 4) {
      return null;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 8 || length > STARTUP_MAX) {
      throw new ProtocolViolation("invalid length of startup packet");
    }
    if (in.readableBytes() < length) {
      return null;
    }
    in.skipBytes(4);
    FrontendMessage message = MessageReader.startup(in.readSlice(length - 4));
    started = message instanceof FrontendMessage.Startup;
    return message;
  }

  private FrontendMessage message(ByteBuf in) {
    if (in.readableBytes() < 5) {
      return null;
    }
    byte type = in.getByte(in.readerIndex());
    int length = in.getInt(in.readerIndex() + 1);
    boolean large = type == 'Q' || type == 'P' || type == 'B' || type == 'd' || type == 'F';
    if (length < 4 || length > (large ? messageMaxBytes : SMALL_MAX)) {
      throw new ProtocolViolation("invalid message length " + length);
    }
    if (in.readableBytes() < length + 1) {
      return null;
    }
    in.skipBytes(5);
    return MessageReader.message(type, in.readSlice(length - 4));
  }
}
