package io.megadb.gateway.net;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.protocol.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way back to one client: messages are gathered in a buffer that is sent when it is large or
 * when the protocol demands it. A client that reads slowly makes the writer wait. Used by the
 * session's current thread only, except {@link #writable} and {@link #interrupt}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
public final class ClientOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ClientOutput.class);

  /** Large enough to spare system calls, small enough to keep a row's latency low. */
  private static final int SEND_BYTES = 32 * 1024;

  private final Channel channel;
  private final Object writability = new Object();
  private final AtomicReference<MegaDbException> interruption = new AtomicReference<>();

  /** Buffers that a worker has sent and that the network's thread has not yet written. */
  private final AtomicInteger unwritten = new AtomicInteger();

  private ByteBuf buffer;

  ClientOutput(Channel channel) {
    this.channel = channel;
  }

  /** Where messages are written; take it anew for every message. */
  public ByteBuf buffer() {
    if (buffer == null) {
      buffer = channel.alloc().buffer(1024);
    }
    return buffer;
  }

  /**
   * Sends what is gathered if it is worth a packet; waits while the client does not read. The
   * network's own thread, which only gives small answers, does not wait: it would wait for itself.
   */
  public void sendIfLarge() {
    if (buffer != null && buffer.readableBytes() >= SEND_BYTES) {
      send();
      if (!channel.eventLoop().inEventLoop()) {
        awaitWritable();
      }
    }
  }

  /** Sends what is gathered. */
  public void send() {
    if (buffer != null) {
      ByteBuf full = buffer;
      buffer = null;
      boolean queued = !channel.eventLoop().inEventLoop();
      if (queued) {
        unwritten.incrementAndGet();
      }
      channel.writeAndFlush(full, channel.voidPromise());
      if (queued) {
        countWhenWritten();
      }
    }
  }

  /** The network's thread runs its tasks in order: this one after the write. */
  private void countWhenWritten() {
    try {
      channel.eventLoop().execute(unwritten::decrementAndGet);
    } catch (RejectedExecutionException e) {
      LOG.debug("server stops: the last answer on {} is not sent", channel, e);
    }
  }

  /**
   * Whether the network's thread may answer now. What a worker sends reaches the channel through
   * that thread's task queue; an answer written past the queue would overtake it.
   */
  boolean isInOrder() {
    return unwritten.get() == 0 && channel.isWritable();
  }

  /** Sends what is gathered, then closes the connection. */
  public void sendAndClose() {
    ByteBuf full = buffer == null ? channel.alloc().buffer(0) : buffer;
    buffer = null;
    channel.writeAndFlush(full).addListener(ChannelFutureListener.CLOSE);
  }

  /** Tells an idle client why it is sent away, then closes the connection. Any thread. */
  public void terminate(MegaDbException reason) {
    ByteBuf out = channel.alloc().buffer();
    MessageWriter.error(out, MessageWriter.Severity.FATAL, reason);
    channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
  }

  /** Drops what is gathered: the client is gone. */
  public void discard() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  private void awaitWritable() {
    if (channel.isWritable()) {
      return;
    }
    synchronized (writability) {
      while (!channel.isWritable() && channel.isActive() && interruption.get() == null) {
        try {
          writability.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new MegaDbException(SqlState.ADMIN_SHUTDOWN, "server is shutting down", e);
        }
      }
    }
    MegaDbException reason = interruption.get();
    if (reason != null) {
      throw reason;
    }
    if (!channel.isActive()) {
      throw new MegaDbException(SqlState.CONNECTION_FAILURE, "connection to client lost");
    }
  }

  /** Makes a wait for the client fail; null lets later writes wait again. Any thread. */
  public void interrupt(MegaDbException reason) {
    interruption.set(reason);
    writable();
  }

  /** The channel's writability may have changed. Any thread. */
  void writable() {
    synchronized (writability) {
      writability.notifyAll();
    }
  }
}
